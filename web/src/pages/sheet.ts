import { h } from "../dom";
import type { Box, Page } from "../types";
import { words } from "../words";

/** One page: a picture in its place, which stays until the next one is ready, and the marks over it. */
export class Sheet {
  readonly element: HTMLElement;
  private picture: HTMLImageElement;
  private readonly marks = h("div", { class: "marks", "aria-hidden": "true" });
  private shown = "";
  private loading = "";
  near = false;

  constructor(
    public page: Page,
    private readonly address: (hash: string, scale: number) => string,
    private readonly arrived: () => void,
  ) {
    this.picture = h("img", { alt: "", draggable: "false" });
    this.element = h("section", { class: "sheet" }, this.picture, this.marks);
  }

  /** Take the size on the screen, in CSS pixels a point, whole pixels of the screen. */
  resize(scale: number): void {
    const density = window.devicePixelRatio || 1;
    const round = (length: number): string => `${Math.round(length * scale * density) / density}px`;
    this.element.style.width = round(this.page.width);
    this.element.style.height = round(this.page.height);
    this.element.style.setProperty("--scale", String(scale));
  }

  name(count: number): void {
    this.element.setAttribute("aria-label", words.pageName(this.page.label, count));
  }

  /** Return how many pixels of the screen a point takes, as pictures are asked for. */
  static density(scale: number): number {
    return Math.round(scale * (window.devicePixelRatio || 1) * 1000) / 1000;
  }

  /** Load the page's picture if it is near the window; the old one stays until the new one can be painted. */
  async refresh(scale: number): Promise<void> {
    if (!this.near) return;
    const address = this.address(this.page.hash, Sheet.density(scale));
    if (address === this.shown || address === this.loading) return;
    this.loading = address;
    const next = h("img", { alt: "", draggable: "false", decoding: "sync" });
    next.src = address;
    try {
      await next.decode();
    } catch {
      if (this.loading === address) this.loading = "";
      return; // overtaken by a newer build, which brings its own picture
    }
    if (this.loading !== address) return;
    this.picture.replaceWith(next);
    this.picture = next;
    this.shown = address;
    this.loading = "";
    this.element.classList.add("ready");
    this.arrived();
  }

  /** Whether the picture is that of the page. */
  get current(): boolean {
    return this.shown.includes(this.page.hash);
  }

  /** Mark boxes of the page; none takes the marks away. */
  mark(kind: "place" | "hover", boxes: readonly Box[]): void {
    for (const old of this.marks.querySelectorAll(`.${kind}`)) old.remove();
    for (const box of boxes) {
      const element = h("div", { class: `mark ${kind}${box.figure ? " figure" : ""}` });
      for (const [name, value] of Object.entries({ left: box.x, top: box.y, width: box.w, height: box.h })) {
        element.style.setProperty(name, `calc(${value}px * var(--scale))`);
      }
      this.marks.append(element);
    }
  }
}
