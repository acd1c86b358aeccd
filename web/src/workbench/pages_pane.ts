import { button, fill, h, icon } from "../dom";
import type { Zoom } from "../pages/viewer";
import { type Point, PageViewer } from "../pages/viewer";
import type { Built, Heading } from "../types";
import { words } from "../words";

export interface PanePages {
  pointed(point: Point): void;
  print(): void;
  painted(): void;
}

const ZOOMS: readonly [string, Zoom][] = [
  [words.fitWidth, "width"],
  [words.fitPage, "page"],
  ["50%", 0.5],
  ["75%", 0.75],
  ["100%", 1],
  ["125%", 1.25],
  ["150%", 1.5],
  ["200%", 2],
];

/** The right half: contents, the pages, and what moves and enlarges them. */
export class PagesPane {
  readonly viewer: PageViewer;
  readonly element = h("div", { class: "pane pages-pane" });
  private readonly outline = h("nav", { class: "outline", "aria-label": words.contents, hidden: true });
  private readonly number = h("input", { class: "page-number", type: "text", inputmode: "numeric", "aria-label": words.pageNumber });
  private readonly total = h("span", { class: "hint" });
  private readonly zoom = h("select", { class: "zoom", "aria-label": words.zoom });
  private readonly status = h("span", { class: "hint status" });
  private readonly empty = h("div", { class: "pages-empty", text: words.building });
  private readonly contents: HTMLButtonElement;
  private headings = "";

  constructor(events: PanePages) {
    this.viewer = new PageViewer({
      pointed: events.pointed,
      painted: events.painted,
      paged: (page, count, zoom) => this.paged(page, count, zoom),
    });
    this.contents = button(words.contents, () => this.toggleOutline(), { icon: "contents", bare: true });
    this.contents.setAttribute("aria-expanded", "false");
    this.zoom.append(
      h("option", { value: "", hidden: true }),
      ...ZOOMS.map(([label, value]) => h("option", { value: String(value), text: label, selected: value === "width" })),
    );
    this.zoom.addEventListener("change", () => {
      const value = this.zoom.value;
      this.viewer.setZoom(value === "width" || value === "page" ? value : Number(value));
    });
    this.number.addEventListener("change", () => this.viewer.scrollTo(Number(this.number.value) || this.viewer.page, 0));
    fill(
      this.element,
      h(
        "div",
        { class: "toolbar", role: "toolbar", "aria-label": words.pages },
        this.contents,
        h("div", { class: "row tight" }, this.number, this.total),
        h("span", { class: "spring" }),
        button(words.zoomOut, () => this.step(-1), { icon: "minus", bare: true }),
        this.zoom,
        button(words.zoomIn, () => this.step(1), { icon: "plus", bare: true }),
        this.columnsButton(),
        button(words.print, events.print, { icon: "print", bare: true }),
      ),
      h("div", { class: "pages-body" }, this.outline, this.viewer.element, this.empty),
      h("div", { class: "foot" }, h("span", { class: "hint", text: words.showInSource }), this.status),
    );
  }

  private columnsButton(): HTMLButtonElement {
    const both = button(words.twoPages, () => {
      const on = both.getAttribute("aria-pressed") !== "true";
      both.setAttribute("aria-pressed", String(on));
      this.viewer.setColumns(on ? 2 : 1);
    }, { icon: "double", bare: true });
    both.setAttribute("aria-pressed", "false");
    return both;
  }

  step(direction: 1 | -1): void {
    this.viewer.step(direction);
    const first = this.zoom.options[0];
    if (first) first.selected = true;
  }

  private paged(page: number, count: number, zoom: number): void {
    if (document.activeElement !== this.number) this.number.value = count ? String(page) : "";
    this.total.textContent = count ? `/ ${count}` : "";
    const first = this.zoom.options[0];
    if (first) first.textContent = `${Math.round(zoom * 100)}%`;
    let current: Element | undefined;
    for (const link of this.outline.querySelectorAll<HTMLElement>("[data-page]")) {
      if (Number(link.dataset.page) <= page) current = link;
      link.removeAttribute("aria-current");
    }
    current?.setAttribute("aria-current", "location");
  }

  toggleOutline(): void {
    this.outline.hidden = !this.outline.hidden;
    this.contents.setAttribute("aria-expanded", String(!this.outline.hidden));
  }

  show(id: string, built: Built): void {
    this.viewer.show(id, built.pages, built);
    this.empty.hidden = built.pages.length > 0;
    this.empty.textContent = words.noPages;
    this.element.classList.remove("stale");
    this.status.textContent = words.builtIn(Math.round(built.milliseconds));
    const key = JSON.stringify(built.outline);
    if (key === this.headings) return;
    this.headings = key;
    fill(this.outline, h("ul", {}, built.outline.map((heading) => this.entry(heading))));
  }

  private entry(heading: Heading): HTMLElement {
    const go = h(
      "button",
      { type: "button", class: `entry level-${Math.min(heading.level, 4)}`, dataset: { page: String(heading.page + 1) } },
      h("span", { text: heading.text }),
      h("span", { class: "hint", text: String(heading.page + 1) }),
    );
    go.addEventListener("click", () => this.viewer.scrollTo(heading.page + 1, heading.y));
    return h("li", {}, go);
  }

  building(): void {
    this.status.textContent = words.building;
  }

  /** The text cannot be laid out; a template waits for its table. */
  failed(many?: () => void): void {
    this.element.classList.add("stale");
    fill(this.status, icon("alert"), words.buildFailed);
    if (many) fill(this.empty, h("span", { text: words.templateWaits }), button(words.many, many, { icon: "table", class: "primary" }));
    else this.empty.textContent = words.buildFailed;
    if (many) this.status.textContent = "";
  }
}
