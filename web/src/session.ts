import type { Text } from "@codemirror/state";
import { api, ApiError } from "./api";
import { Snapshots } from "./editor/snapshots";
import { on } from "./events";
import { complain } from "./notices";
import type { Built, Doc, Failed, Figure } from "./types";

const LIVE_DELAY = 25; // ms between two texts that are sent to be built, unless nothing is being built
/** Builds of this tab are numbered from here, so that those of another tab's text are not taken for its own. */
const FIRST = (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) * 100_000;
const SAVE_DELAY = 900; // ms after the last change

export type Saved = "saved" | "dirty" | "saving" | "failed" | "conflict";

export interface SessionEvents {
  built(built: Built): void;
  failed(failed: Failed): void;
  saved(state: Saved): void;
  building(): void;
  /** The file was changed by another program; `mine` says whether the editor holds changes of its own. */
  outside(theirs: { text: string; revision: string }, mine: boolean): void;
  text(): string;
  doc(): Text;
  /** Pixels of the screen for a point of a page. */
  scale(): number;
}

/** A document that is open: its text is built while it is typed, and saved when the typing rests. */
export class Session {
  readonly snapshots = new Snapshots();
  figures: readonly Figure[] = [];
  built: Built | undefined;
  state: Saved = "saved";
  private seq = FIRST;
  private live: number | undefined;
  private timer: number | undefined;
  private writing: Promise<void> | undefined;
  private dirty = false;
  private readonly stops: (() => void)[];

  constructor(
    readonly document: Doc,
    public base: string,
    private readonly events: SessionEvents,
  ) {
    this.stops = [
      on("built", (built) => this.takeBuilt(built)),
      on("failed", (failed) => this.isMine(failed) && this.events.failed(failed)),
      on("changed", (changed) => changed.id === document.id && void this.changedOutside(changed.revision)),
      on("online", () => this.build()),
    ];
  }

  private isMine(event: { id: string; seq: number }): boolean {
    return event.id === this.document.id && event.seq > FIRST && event.seq <= this.seq;
  }

  private takeBuilt(built: Built): void {
    if (!this.isMine(built) || built.seq < (this.built?.seq ?? 0)) return;
    this.built = built;
    this.snapshots.forgetBefore(built.seq);
    this.events.built(built);
  }

  get sent(): number {
    return this.seq;
  }

  /** Whether the pages show the text that stands in the editor. */
  get upToDate(): boolean {
    return this.built?.seq === this.seq && this.live === undefined;
  }

  /** The text changed: build it, and save it when nothing more comes. */
  touched(): void {
    this.dirty = true;
    if (this.state !== "conflict") this.show("dirty");
    if (this.live === undefined) this.live = window.setTimeout(() => this.build(), this.upToDate ? 0 : LIVE_DELAY);
    window.clearTimeout(this.timer);
    if (this.state !== "conflict" && this.document.editable) this.timer = window.setTimeout(() => void this.save(), SAVE_DELAY);
  }

  /** Send the text to be built. */
  build(): void {
    window.clearTimeout(this.live);
    this.live = undefined;
    this.seq += 1;
    this.snapshots.take(this.seq, this.events.doc());
    this.events.building();
    const build = { text: this.events.text(), seq: this.seq, revision: this.base, scale: this.events.scale() };
    api.live(this.document.id, build).catch(complain);
  }

  /** Write the text into its file, unless the file is no longer the one that was read. */
  async save(): Promise<boolean> {
    window.clearTimeout(this.timer);
    await this.writing;
    if (this.state === "conflict") return false;
    if (!this.dirty) return true;
    this.writing = this.write();
    await this.writing;
    this.writing = undefined;
    return !this.dirty;
  }

  private async write(): Promise<void> {
    const text = this.events.text();
    this.show("saving");
    try {
      const { revision } = await api.save(this.document.id, text, this.base);
      this.base = revision;
      this.dirty = this.events.text() !== text;
      this.show(this.dirty ? "dirty" : "saved");
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) {
        const theirs = error.body as { text: string; revision: string };
        this.show("conflict");
        this.events.outside(theirs, true);
      } else {
        this.show("failed");
        complain(error);
      }
    }
  }

  private async changedOutside(revision: string): Promise<void> {
    await this.writing;
    if (revision === this.base || this.state === "conflict") return;
    const theirs = await api.source(this.document.id).catch(() => undefined);
    if (!theirs || theirs.revision === this.base) return;
    if (theirs.text === this.events.text()) {
      this.base = theirs.revision;
      this.dirty = false;
      this.show("saved");
    } else if (this.dirty) {
      window.clearTimeout(this.timer);
      this.show("conflict");
      this.events.outside(theirs, true);
    } else this.events.outside(theirs, false);
  }

  /** Go on from this state of the file: `text` says whether the editor now holds the file's own text. */
  settle(revision: string, same: boolean): void {
    this.base = revision;
    this.dirty = !same;
    window.clearTimeout(this.timer);
    this.show(same ? "saved" : "dirty");
    if (!same) void this.save();
  }

  private show(state: Saved): void {
    this.state = state;
    this.events.saved(state);
  }

  get unsaved(): boolean {
    return this.dirty;
  }

  /** Read again which figures the built text has. */
  async readFigures(): Promise<readonly Figure[]> {
    this.figures = await api.figures(this.document.id).catch(() => this.figures);
    return this.figures;
  }

  close(): void {
    window.clearTimeout(this.live);
    window.clearTimeout(this.timer);
    for (const stop of this.stops) stop();
  }
}
