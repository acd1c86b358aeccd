import { api } from "../api";
import { h } from "../dom";
import type { Box, Built, Page } from "../types";
import { words } from "../words";
import { boxAt, boxesOf, type Stretch } from "./geometry";
import { Sheet } from "./sheet";

const GAP = 20; // between sheets and around them, as in the style sheet
const PIXELS = 96 / 72; // CSS pixels of a point at 100 %

export type Zoom = "width" | "page" | number;

/** What was chosen on a page: `share` is how far into the box, from 0 to 1. */
export interface Point {
  page: number;
  box: Box;
  at: DOMRect;
  share: number;
}

export interface ViewerEvents {
  pointed(point: Point): void;
  paged(page: number, count: number, zoom: number): void;
  painted(): void;
}

/** The pages of a document as pictures. */
export class PageViewer {
  readonly element: HTMLElement;
  private sheets: Sheet[] = [];
  private maps = new Map<string, Promise<Box[]>>();
  private seq = 0;
  private document = "";
  private zoom: Zoom = "width";
  private columns = 1;
  private hovered: Sheet | undefined;
  private walking: { page: number; index: number } | undefined;
  private readonly watcher: IntersectionObserver;

  constructor(private readonly events: ViewerEvents) {
    this.element = h("div", { class: "sheets", tabindex: "0", role: "region", "aria-label": words.pages });
    this.watcher = new IntersectionObserver((entries) => this.seen(entries), { root: this.element, rootMargin: "80% 0px" });
    new ResizeObserver(() => this.layout()).observe(this.element);
    this.element.addEventListener("scroll", () => this.report(), { passive: true });
    this.element.addEventListener("click", (event) => void this.clicked(event));
    this.element.addEventListener("pointermove", (event) => void this.hover(event));
    this.element.addEventListener("pointerleave", () => this.hovered?.mark("hover", []));
    this.element.addEventListener("keydown", (event) => void this.key(event));
  }

  /** Show a build: sheets whose page is the same stay as they are, the others take their new picture. */
  show(id: string, pages: readonly Page[], built: Pick<Built, "seq">): void {
    if (id !== this.document) {
      for (const sheet of this.sheets) this.watcher.unobserve(sheet.element);
      this.sheets = [];
      this.element.replaceChildren();
      this.document = id;
    }
    this.seq = built.seq;
    this.maps.clear();
    this.walking = undefined;
    const spare = new Map(this.sheets.map((sheet) => [sheet.page.hash, sheet]));
    const free = this.sheets.filter((sheet) => !pages.some((page) => page.hash === sheet.page.hash));
    this.sheets = pages.map((page) => {
      const same = spare.get(page.hash);
      spare.delete(page.hash);
      const sheet = same ?? free.shift() ?? this.sheet(page);
      sheet.page = page;
      return sheet;
    });
    this.place();
    for (const sheet of this.sheets) sheet.name(pages.length);
    this.layout();
  }

  private sheet(page: Page): Sheet {
    const sheet = new Sheet(page, (hash, scale) => api.picture(this.document, hash, scale), () => this.events.painted());
    this.watcher.observe(sheet.element);
    return sheet;
  }

  /** Bring the elements into the order of the sheets, moving only what is out of place. */
  private place(): void {
    let next = this.element.firstElementChild;
    for (const sheet of this.sheets) {
      if (sheet.element === next) next = next.nextElementSibling;
      else this.element.insertBefore(sheet.element, next);
    }
    while (next) {
      const gone = next;
      next = next.nextElementSibling;
      this.watcher.unobserve(gone);
      gone.remove();
    }
  }

  private seen(entries: IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      const sheet = this.sheets.find((candidate) => candidate.element === entry.target);
      if (!sheet) continue;
      sheet.near = entry.isIntersecting;
      void sheet.refresh(this.scale);
    }
  }

  private get scale(): number {
    const widest = Math.max(...this.sheets.map((sheet) => sheet.page.width), 1);
    const tallest = Math.max(...this.sheets.map((sheet) => sheet.page.height), 1);
    const width = (this.element.clientWidth - GAP * (this.columns + 1)) / this.columns / widest;
    const height = (this.element.clientHeight - 2 * GAP) / tallest;
    if (this.zoom === "width") return Math.max(width, 0.2);
    if (this.zoom === "page") return Math.max(Math.min(width, height), 0.2);
    return this.zoom * PIXELS;
  }

  private layout(): void {
    if (!this.sheets.length || !this.element.clientWidth) return;
    const scale = this.scale;
    const box = this.element;
    const old = Number(box.dataset.scale ?? scale);
    const middle = (box.scrollTop + box.clientHeight / 2) / old;
    box.classList.toggle("double", this.columns === 2);
    for (const sheet of this.sheets) {
      sheet.resize(scale);
      void sheet.refresh(scale);
    }
    if (old !== scale) box.scrollTop = middle * scale - box.clientHeight / 2;
    box.dataset.scale = String(scale);
    this.report();
  }

  /** Pixels of the screen for a point, before there are pages for an A4 sheet. */
  get density(): number {
    const fallback = (this.element.clientWidth - 2 * GAP) / 595;
    return Sheet.density(this.sheets.length ? this.scale : Math.max(fallback, 0.5));
  }

  setZoom(zoom: Zoom): void {
    this.zoom = zoom;
    this.layout();
  }

  /** Zoom in or out by a step, from what is shown. */
  step(direction: 1 | -1): void {
    const steps = [0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];
    const now = this.scale / PIXELS;
    const next = direction > 0 ? steps.find((step) => step > now + 0.01) : steps.findLast((step) => step < now - 0.01);
    if (next) this.setZoom(next);
  }

  setColumns(columns: 1 | 2): void {
    const page = this.page;
    this.columns = columns;
    this.layout();
    this.scrollTo(page, 0, "auto");
  }

  /** The number of the page that is read now, from 1. */
  get page(): number {
    const line = this.element.scrollTop + this.element.clientHeight / 3;
    const index = this.sheets.findLastIndex((sheet) => sheet.element.offsetTop <= line);
    return Math.max(index, 0) + 1;
  }

  get count(): number {
    return this.sheets.length;
  }

  private report(): void {
    this.events.paged(this.page, this.count, this.scale / PIXELS);
  }

  /** Scroll to a height of a page. */
  scrollTo(page: number, y: number, behavior: ScrollBehavior = "smooth"): void {
    const sheet = this.sheets[page - 1];
    if (!sheet) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.element.scrollTo({ top: sheet.element.offsetTop + y * this.scale - (y ? 60 : GAP), behavior: still ? "auto" : behavior });
  }

  private boxes(sheet: Sheet): Promise<Box[]> {
    const { hash } = sheet.page;
    let boxes = this.maps.get(hash);
    if (!boxes) {
      boxes = api.map(this.document, hash, this.seq).then(
        (map) => map.boxes,
        () => {
          this.maps.delete(hash);
          return [];
        },
      );
      this.maps.set(hash, boxes);
    }
    return boxes;
  }

  /** Mark what prints a stretch of the source, and bring it into view. */
  async showPlace(stretch: Stretch, scroll = true): Promise<void> {
    const seq = this.seq;
    const printed = await Promise.all(this.sheets.map(async (sheet) => ({ sheet, ...boxesOf(await this.boxes(sheet), stretch) })));
    if (seq !== this.seq) return;
    const nearest = Math.min(...printed.map((entry) => entry.distance));
    const found = printed.filter((entry) => entry.distance === nearest && nearest < Infinity);
    for (const sheet of this.sheets) sheet.mark("place", found.find((entry) => entry.sheet === sheet)?.boxes ?? []);
    if (!scroll || found.some((entry) => entry.boxes.some((box) => this.inView(entry.sheet, box)))) return;
    const first = found.at(-1); // a sentence stands behind the cards and the contents that repeat parts of it
    if (first) this.intoView(first.sheet, first.boxes);
  }

  private inView(sheet: Sheet, box: Box): boolean {
    const top = sheet.element.offsetTop + box.y * this.scale;
    return top >= this.element.scrollTop && top + box.h * this.scale <= this.element.scrollTop + this.element.clientHeight;
  }

  private intoView(sheet: Sheet, boxes: readonly Box[]): void {
    const top = Math.min(...boxes.map((box) => box.y)) * this.scale + sheet.element.offsetTop;
    const bottom = Math.max(...boxes.map((box) => box.y + box.h)) * this.scale + sheet.element.offsetTop;
    const { scrollTop, clientHeight } = this.element;
    if (top >= scrollTop && bottom <= scrollTop + clientHeight) return;
    if (bottom - top > clientHeight && top < scrollTop + clientHeight && bottom > scrollTop) return;
    const y = Math.min(...boxes.map((box) => box.y));
    this.scrollTo(this.sheets.indexOf(sheet) + 1, Math.max(y - this.element.clientHeight / 3 / this.scale, 0.1), "smooth");
  }

  clearPlace(): void {
    for (const sheet of this.sheets) sheet.mark("place", []);
  }

  private sheetOf(target: EventTarget | null): Sheet | undefined {
    return this.sheets.find((sheet) => target instanceof Node && sheet.element.contains(target));
  }

  private async under(event: MouseEvent): Promise<{ sheet: Sheet; box: Box | undefined; at: DOMRect } | undefined> {
    const sheet = this.sheetOf(event.target);
    if (!sheet) return undefined;
    const frame = sheet.element.getBoundingClientRect();
    const scale = this.scale;
    const box = boxAt(await this.boxes(sheet), (event.clientX - frame.left) / scale, (event.clientY - frame.top) / scale);
    const at = box ? new DOMRect(frame.left + box.x * scale, frame.top + box.y * scale, box.w * scale, box.h * scale) : frame;
    return { sheet, box, at };
  }

  private async clicked(event: MouseEvent): Promise<void> {
    const found = await this.under(event);
    if (!found?.box) return;
    this.choose(found.sheet, found.box, found.at, (event.clientX - found.at.left) / Math.max(found.at.width, 1));
  }

  private choose(sheet: Sheet, box: Box, at: DOMRect, share = 0): void {
    for (const other of this.sheets) other.mark("place", other === sheet ? [box] : []);
    this.events.pointed({ page: this.sheets.indexOf(sheet) + 1, box, at, share: Math.min(Math.max(share, 0), 1) });
  }

  private async hover(event: PointerEvent): Promise<void> {
    if (event.pointerType === "touch") return;
    const found = await this.under(event);
    if (this.hovered && this.hovered !== found?.sheet) this.hovered.mark("hover", []);
    this.hovered = found?.sheet;
    this.hovered?.mark("hover", found?.box ? [found.box] : []);
    this.hovered?.element.classList.toggle("pointing", Boolean(found?.box));
  }

  /** Walk over the pieces of the pages with the keyboard: Ctrl with arrows walks, Enter chooses. */
  private async key(event: KeyboardEvent): Promise<void> {
    const direction = event.ctrlKey || event.metaKey ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : undefined;
    if (direction) {
      event.preventDefault();
      await this.walk(direction);
    } else if (event.key === "Enter" && this.walking) {
      const sheet = this.sheets[this.walking.page - 1];
      const box = sheet && ordered(await this.boxes(sheet))[this.walking.index];
      if (!sheet || !box) return;
      const frame = sheet.element.getBoundingClientRect();
      const scale = this.scale;
      this.choose(sheet, box, new DOMRect(frame.left + box.x * scale, frame.top + box.y * scale, box.w * scale, box.h * scale));
    }
  }

  private async walk(direction: number): Promise<void> {
    let { page, index } = this.walking ?? { page: this.page, index: direction > 0 ? -1 : 0 };
    index += direction;
    for (;;) {
      const sheet = this.sheets[page - 1];
      if (!sheet) return;
      const boxes = ordered(await this.boxes(sheet));
      const box = boxes[index];
      if (box) {
        this.walking = { page, index };
        for (const other of this.sheets) other.mark("place", other === sheet ? [box] : []);
        this.intoView(sheet, [box]);
        return;
      }
      page += direction;
      const next = this.sheets[page - 1];
      if (!next) return;
      index = direction > 0 ? 0 : (await this.boxes(next)).length - 1;
    }
  }
}

function ordered(boxes: readonly Box[]): Box[] {
  return [...boxes].sort((left, right) => left.y - right.y || left.x - right.x);
}
