import type { Diagnostic } from "@codemirror/lint";
import type { ChangeSet } from "@codemirror/state";
import { api } from "../api";
import { chartDialog } from "../dialogs/chart";
import { bothDialog } from "../dialogs/both";
import { historyDialog } from "../dialogs/history";
import { manyDialog } from "../dialogs/many";
import { shortcutsDialog } from "../dialogs/shortcuts";
import { wordDialog } from "../dialogs/word";
import { openDialog } from "../dialog";
import { button, fill, h } from "../dom";
import { tellDropped } from "../dropped";
import { SourceEditor } from "../editor/editor";
import { announce, attempt, bar, toast } from "../notices";
import { sentenceAround, type Stretch } from "../pages/geometry";
import type { Point } from "../pages/viewer";
import { Session } from "../session";
import type { Built, Doc, Figure, FigureAction, Finding, Source, State } from "../types";
import { dropAnywhere, isTable, isWord, withinLimit } from "../uploads";
import { words } from "../words";
import { templateOf, withTemplate } from "../front_matter";
import { divider } from "./divider";
import { figureAround, FigureCard } from "./figure_card";
import { countsText, FindingsPanel } from "./findings";
import { PagesPane } from "./pages_pane";
import { TitleBar } from "./title_bar";

export interface WorkbenchEvents {
  home(): void;
  open(id: string): void;
  quit(): void;
}

/** A document that is worked on: its source at the left, its pages at the right, what is to be mended below. */
export class Workbench {
  readonly element = h("div", { class: "workbench" });
  private readonly bars = h("div", { class: "bars" });
  private readonly title: TitleBar;
  private readonly editor: SourceEditor;
  private readonly pages: PagesPane;
  private readonly panel: FindingsPanel;
  private readonly card: FigureCard;
  private readonly session: Session;
  private readonly stops: (() => void)[] = [];
  private underlined = "";
  private cursorTimer: number | undefined;
  private typing = false;

  constructor(
    private readonly state: State,
    private readonly doc: Doc,
    source: Source,
    private readonly events: WorkbenchEvents,
  ) {
    const holder = h("div", { class: "editor" });
    this.editor = new SourceEditor(holder, source.text, doc.kind, doc.editable, {
      changed: ({ changes, typed }) => this.changed(changes, typed),
      composed: () => this.touched(true),
      moved: () => this.moved(),
      figures: () => this.session.figures,
    });
    this.session = new Session(doc, source.revision, {
      built: (built) => this.built(built),
      failed: (failed) => this.failed(failed.findings),
      saved: (saved) => this.title.saved(saved),
      building: () => {
        this.element.dataset.sent = String(this.session.sent);
        this.pages.building();
      },
      outside: (theirs, mine) => this.outside(theirs, mine),
      text: () => this.editor.text,
      doc: () => this.editor.view.state.doc,
      scale: () => this.pages.viewer.density,
    });
    this.title = new TitleBar(doc, this.titleActions());
    this.pages = new PagesPane({ pointed: (point) => void this.pointed(point), print: () => void this.print(), painted: () => this.painted() });
    this.panel = new FindingsPanel({
      go: (finding) => this.goTo(finding),
      fix: (finding, fix) => void this.change(() => api.fix(doc.id, this.placed(finding), fix.id, this.editor.text), words.fixed),
      allow: (finding, reason) => void this.change(() => api.allow(doc.id, this.placed(finding), reason, this.editor.text), words.allowed),
    });
    this.card = new FigureCard({
      change: (figure, action, name) => void this.changeFigure(figure, action, name),
      chart: (figure) => void this.chart(figure),
      goToSource: (figure) => this.reveal(figure.line, figure.column, figure.text.length),
      goToPage: (page, y) => this.pages.viewer.scrollTo(page, y),
    });
    this.draw(holder);
    this.listen();
    this.session.build();
  }

  private titleActions() {
    const target = {
      id: this.doc.id,
      save: () => this.session.save(),
      text: () => this.editor.text,
      replace: (text: string) => this.editor.replace(text),
    };
    return {
      home: () => void this.leave(() => this.events.home()),
      save: () => void this.session.save(),
      findings: () => this.togglePanel(),
      download: (file: string) => void this.download(file),
      word: (file?: File) => wordDialog(target, file),
      history: () => historyDialog(target),
      many: (file?: File) => manyDialog({ doc: this.doc, text: target.text, save: target.save, open: this.events.open }, file),
      shortcuts: shortcutsDialog,
      quit: () => this.quit(),
    };
  }

  private draw(holder: HTMLElement): void {
    const tools = h(
      "div",
      { class: "toolbar", role: "toolbar", "aria-label": words.source },
      h("h2", { text: words.source }),
      h("span", { class: "spring" }),
      this.doc.editable && this.doc.kind === "md" ? this.templateChoice() : null,
      this.doc.editable ? null : button(words.makeEditable, () => void attempt(() => this.convert()), { icon: "pencil", class: "small" }),
      this.doc.editable
        ? [
            button(words.undo, () => this.editor.undo(), { icon: "undo", bare: true }),
            button(words.redo, () => this.editor.redo(), { icon: "redo", bare: true }),
            button(words.insertChart, () => void this.chart(), { icon: "chart", bare: true }),
          ]
        : null,
      button(words.search, () => this.editor.search(), { icon: "search", bare: true }),
    );
    const left = h("div", { class: "pane source-pane" }, tools, holder, this.panel.element);
    const split = h("main", { class: "split" });
    fill(split, left, divider(split), this.pages.element);
    const over = h("div", { class: "drop-over", hidden: true, "aria-hidden": "true" }, h("p", { text: words.releaseHere }));
    fill(this.element, this.title.element, this.bars, split, this.card.element, over);
    this.stops.push(dropAnywhere(over, (files) => void this.dropped(files)));
  }

  /** A Word file of a project becomes a source that can be worked on. */
  private async convert(): Promise<void> {
    const { document } = await api.convert(this.doc.id);
    this.events.open(document.id);
  }

  /** A choice of looks: it changes the line of the front matter that names the template. */
  private templateChoice(): HTMLElement {
    const now = templateOf(this.editor.text) ?? this.doc.template;
    const options = this.state.templates.map(({ name, title }) => h("option", { value: name, text: title, selected: name === now }));
    const choice = h("select", { "aria-label": words.templateOf, title: words.templateOf }, options);
    choice.addEventListener("change", () => this.editor.replace(withTemplate(this.editor.text, choice.value)));
    return choice;
  }

  private listen(): void {
    const keys = (event: KeyboardEvent): void => this.key(event);
    const away = (event: BeforeUnloadEvent): void => {
      if (this.session.unsaved) event.preventDefault();
    };
    window.addEventListener("keydown", keys);
    window.addEventListener("beforeunload", away);
    this.stops.push(
      () => window.removeEventListener("keydown", keys),
      () => window.removeEventListener("beforeunload", away),
    );
  }

  private key(event: KeyboardEvent): void {
    if (document.querySelector("dialog[open]")) return;
    const mod = event.ctrlKey || event.metaKey;
    const run = ((): (() => void) | undefined => {
      if (mod && event.key.toLowerCase() === "s") return () => void this.session.save();
      if (mod && event.key.toLowerCase() === "p") return () => void this.print();
      if (mod && this.pages.element.contains(document.activeElement) && (event.key === "+" || event.key === "=")) return () => this.pages.step(1);
      if (mod && this.pages.element.contains(document.activeElement) && event.key === "-") return () => this.pages.step(-1);
      if (event.key === "F1") return shortcutsDialog;
      if (event.key === "F6") return () => this.switchPane();
      if (event.key === "F7") return () => void this.showPlace(true);
      if (event.key === "F8" && !this.editor.view.hasFocus) return () => (this.editor.view.focus(), this.editor.nextFinding());
      return undefined;
    })();
    if (!run) return;
    event.preventDefault();
    run();
  }

  private switchPane(): void {
    if (this.editor.view.hasFocus) this.pages.viewer.element.focus();
    else this.editor.view.focus();
  }

  private changed(changes: ChangeSet, typed: boolean): void {
    this.session.snapshots.changed(changes);
    if (!this.editor.view.composing) this.touched(typed); // letters on the way to a Chinese word are no text yet
  }

  private touched(typed: boolean): void {
    this.typing = typed;
    window.clearTimeout(this.cursorTimer); // the figures can wait, the next pages cannot
    if (typed && !performance.getEntriesByName("jzdocs:typed").length) performance.mark("jzdocs:typed");
    this.session.touched();
  }

  /** The cursor was moved: show its place on the pages. */
  private moved(): void {
    window.clearTimeout(this.cursorTimer);
    this.cursorTimer = window.setTimeout(() => void this.showPlace(true), 140);
  }

  private async showPlace(scroll: boolean): Promise<void> {
    const seq = this.session.built?.seq;
    const place = seq === undefined ? undefined : this.session.snapshots.toPlace(seq, this.editor.cursor);
    if (seq !== undefined && place) await this.pages.viewer.showPlace(this.sentence(seq, place), scroll);
    else this.pages.viewer.clearPlace();
  }

  private sentence(seq: number, place: { line: number; column: number }): Stretch {
    return sentenceAround(this.session.snapshots.lineText(seq, place.line), place.line, place.column);
  }

  private built(built: Built): void {
    this.pages.show(this.doc.id, built);
    if (built.complete && built.findings) this.showFindings(built.findings, built.seq);
    window.clearTimeout(this.cursorTimer);
    this.cursorTimer = window.setTimeout(() => {
      void this.session.readFigures();
      if (this.typing) void this.showPlace(true);
      this.typing = false;
    }, 350);
  }

  /** A picture of the last build has arrived: the time since the key was pressed is what the reader waited. */
  private painted(): void {
    if (this.session.upToDate && performance.getEntriesByName("jzdocs:typed").length) {
      performance.measure("jzdocs:typed-to-page", "jzdocs:typed");
      performance.clearMarks("jzdocs:typed");
    }
  }

  private failed(findings: readonly Finding[]): void {
    this.pages.failed(this.doc.file.endsWith(".j2") ? () => this.titleActions().many() : undefined);
    this.showFindings(findings, this.session.sent);
  }

  private showFindings(findings: readonly Finding[], seq: number): void {
    this.element.dataset.judged = String(seq);
    this.title.findings(findings);
    this.panel.show(findings);
    const text = countsText(findings);
    if (text !== this.underlined) announce(text);
    this.underlined = text;
    this.editor.underline(findings.flatMap((finding) => this.diagnostic(finding, seq)));
  }

  private diagnostic(finding: Finding, seq: number): Diagnostic[] {
    const from = this.session.snapshots.toOffset(seq, finding);
    if (from === undefined) return [];
    const line = this.editor.view.state.doc.lineAt(from);
    const phrase = /^[^\]，。；！？、]{1,24}/u.exec(line.text.slice(from - line.from))?.[0].length ?? 1;
    const end = finding.endColumn ? this.session.snapshots.toOffset(seq, { line: finding.line, column: finding.endColumn }, -1) : undefined;
    return [
      {
        from,
        to: Math.max(end ?? Math.min(from + phrase, line.to), from),
        severity: finding.severity === "note" ? "info" : finding.severity,
        source: finding.code,
        message: [finding.message, finding.hint].filter(Boolean).join("\n"),
        actions: finding.fixes.map((fix) => ({
          name: fix.title,
          apply: () => void this.change(() => api.fix(this.doc.id, this.placed(finding), fix.id, this.editor.text), words.fixed),
        })),
      },
    ];
  }

  /** Return the finding with its place in the text of now. */
  private placed(finding: Finding): Finding {
    const offset = this.session.snapshots.toOffset(this.session.built?.seq ?? this.session.sent, finding);
    if (offset === undefined) return finding;
    const line = this.editor.view.state.doc.lineAt(offset);
    return { ...finding, line: line.number, column: offset - line.from + 1 };
  }

  private goTo(finding: Finding): void {
    const { line, column, endColumn } = this.placed(finding);
    this.reveal(line, column, (endColumn ?? finding.column) - finding.column || 12);
    void this.showPlace(true);
  }

  private reveal(line: number, column: number, length: number, focus = true): void {
    const { doc } = this.editor.view.state;
    if (line < 1 || line > doc.lines) return;
    const at = doc.line(line);
    const from = Math.min(at.from + column - 1, at.to);
    this.editor.reveal(from, Math.min(from + length, at.to), focus);
  }

  /** Text or a number of the page was clicked: its source, and for a number where it comes from. */
  private async pointed({ box, at, share }: Point): Promise<void> {
    const seq = this.session.built?.seq ?? 0;
    const from = this.session.snapshots.toOffset(seq, box);
    const to = this.session.snapshots.toOffset(seq, { line: box.endLine, column: box.endColumn }, -1);
    if (from !== undefined) this.editor.reveal(from, Math.max(this.nameEnd(from) ?? to ?? from, from), !box.figure);
    if (!box.figure) void this.pages.viewer.showPlace(this.sentence(seq, box), false);
    const figure = box.figure ? await this.figureOf(box.figure) : figureAround(this.session.figures, box, share);
    if (figure) this.card.open(figure, at);
    else if (box.figure) toast(words.figureGone);
  }

  /** Return where the name ends that stands at an offset for the number which the page prints; nothing for a number. */
  private nameEnd(from: number): number | undefined {
    const line = this.editor.view.state.doc.lineAt(from);
    const name = /^(?:\{[^}]*\}|(?:@fact:)?[A-Za-z][\w-]*(?:\.[\w-]+)+)/.exec(line.text.slice(from - line.from))?.[0];
    return name === undefined ? undefined : from + name.length;
  }

  private async figureOf(name: string): Promise<Figure | undefined> {
    const find = (figures: readonly Figure[]): Figure | undefined => figures.find((entry) => entry.id === name || entry.name === name);
    return find(this.session.figures) ?? find(await this.session.readFigures());
  }

  /** Let the server change the text, and put the change into the editor as one step that can be undone. */
  private async change(run: () => Promise<{ text: string }>, message: string): Promise<void> {
    await attempt(async () => {
      const before = this.editor.text;
      const { text } = await run();
      if (this.editor.text !== before) return toast(words.figureGone);
      this.editor.replace(text);
      toast(message, { label: words.undo, run: () => this.editor.undo() });
    });
  }

  private async changeFigure(figure: Figure, action: FigureAction, name?: string): Promise<void> {
    const { id } = this.doc;
    await this.change(() => api.changeFigure(id, figure.id, action, this.editor.text, this.session.base, name), words.changed);
  }

  private async chart(figure?: Figure): Promise<void> {
    const { state } = this.editor.view;
    const line = figure?.line ?? state.doc.lineAt(this.editor.cursor).number;
    await chartDialog({
      id: this.doc.id,
      text: () => this.editor.text,
      ...(figure ? { figure } : {}),
      figures: () => this.session.figures,
      insert: async (block) => {
        const inserted = await api.insertChart(this.doc.id, block, line, this.editor.text);
        this.editor.replace(inserted.text);
        this.reveal(inserted.line, 1, 0);
        toast(words.chartInserted, { label: words.undo, run: () => this.editor.undo() });
      },
    });
  }

  private outside(theirs: Source, mine: boolean): void {
    if (!mine) {
      this.editor.replace(theirs.text);
      this.session.settle(theirs.revision, true);
      return toast(words.loadedOutside, { label: words.undo, run: () => this.editor.undo() });
    }
    const choose = (own: boolean): void => {
      shown.close();
      if (!own) this.editor.replace(theirs.text);
      this.session.settle(theirs.revision, !own);
    };
    const shown = bar(words.changedOutside, [
      { label: words.seeBoth, run: () => bothDialog(this.editor.text, theirs.text, choose) },
      { label: words.keepMine, run: () => choose(true) },
      { label: words.takeTheirs, run: () => choose(false) },
    ]);
    fill(this.bars, shown.element);
  }

  private togglePanel(): void {
    const hidden = this.panel.element.classList.toggle("collapsed");
    if (!hidden) this.panel.element.querySelector<HTMLElement>("button")?.focus();
  }

  private async download(file: string): Promise<void> {
    await this.session.save();
    const link = h("a", { href: api.download(this.doc.id, file), download: file });
    link.click();
  }

  private async print(): Promise<void> {
    const target = window.open("", "_blank");
    await this.session.save();
    const address = api.download(this.doc.id, `${this.doc.name}.pdf`, true);
    if (target) target.location.href = address;
    else window.location.href = address;
  }

  private async dropped(files: File[]): Promise<void> {
    const [file, ...others] = withinLimit(files, this.state.limits.upload);
    if (!file) return;
    const actions = this.titleActions();
    if (!others.length && isWord(file.name)) return actions.word(file);
    if (!others.length && isTable(file.name)) return actions.many(file);
    await attempt(async () => {
      const dropped = await api.drop([file, ...others], "", this.doc.template);
      tellDropped(dropped);
      const first = dropped.documents[0];
      if (first) await this.leave(() => this.events.open(first.id));
    });
  }

  private async leave(go: () => void): Promise<void> {
    if (await this.session.save()) go();
  }

  private quit(): void {
    const dialog = openDialog(words.quit);
    dialog.body.append(h("p", { text: words.quitAsk }));
    dialog.foot.append(
      button(words.cancel, dialog.close),
      button(words.quit, () => void attempt(async () => {
        dialog.close();
        await this.session.save();
        await api.quit();
        this.events.quit();
      }), { class: "primary" }),
    );
  }

  close(): void {
    for (const stop of this.stops) stop();
    window.clearTimeout(this.cursorTimer);
    this.session.close();
    this.editor.destroy();
  }
}
