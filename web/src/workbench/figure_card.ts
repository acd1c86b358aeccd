import { button, fill, freshId, h } from "../dom";
import type { Box, Figure, FigureAction } from "../types";
import { words } from "../words";

export interface CardActions {
  change(figure: Figure, action: FigureAction, name?: string): void;
  chart(figure: Figure): void;
  goToSource(figure: Figure): void;
  goToPage(page: number, y: number): void;
}

/** Return the figure whose number stands where a run of text was clicked, if the text is of one line of source. */
export function figureAround(figures: readonly Figure[], box: Box, share: number): Figure | undefined {
  if (box.line !== box.endLine) return undefined;
  const column = box.column + share * (box.endColumn - box.column);
  return figures.find((figure) => figure.line === box.line && column >= figure.column - 0.5 && column <= figure.column + figure.text.length + 0.5);
}

/** The card beside a number of the page: what it is, where it comes from, what can be done with it. */
export class FigureCard {
  readonly element = h("section", { class: "card", hidden: true, role: "dialog", "aria-label": words.figure });
  private back: Element | null = null;

  constructor(private readonly actions: CardActions) {
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close(true);
    });
    document.addEventListener("pointerdown", (event) => {
      if (!this.element.hidden && event.target instanceof Node && !this.element.contains(event.target)) this.close(false);
    });
  }

  close(focus: boolean): void {
    this.element.hidden = true;
    if (focus && this.back instanceof HTMLElement) this.back.focus();
  }

  open(figure: Figure, at: DOMRect): void {
    this.back = document.activeElement;
    const title = freshId("card");
    this.element.setAttribute("aria-labelledby", title);
    fill(
      this.element,
      h(
        "div",
        { class: "card-head" },
        h("h2", { id: title, text: figure.text }),
        h("span", { class: "hint", text: figure.marked ? figure.name : "" }),
        button(words.close, () => this.close(true), { icon: "close", bare: true }),
      ),
      figure.marked ? null : h("p", { class: "hint", text: words.notMarked }),
      this.facts(figure),
      this.buttons(figure),
    );
    this.element.hidden = false;
    this.position(at);
    this.element.querySelector<HTMLElement>(".button.primary, .button")?.focus({ preventScroll: true });
  }

  private facts(figure: Figure): HTMLElement {
    const { source } = figure;
    const places = [...new Map(figure.places.map((place) => [place.page, place])).values()];
    const from = source.cell ? words.fromCell(source.sheet ?? source.file, source.cell) : words.fromSentence;
    const entry = (label: string, content: Node | string): HTMLElement => h("div", {}, h("dt", { text: label }), h("dd", {}, content));
    const pages = h(
      "span",
      { class: "row wrap" },
      places.map((place) => button(words.pageShort(place.page + 1), () => this.actions.goToPage(place.page + 1, place.y), { class: "link" })),
    );
    return h(
      "dl",
      {},
      figure.subject ? entry(words.measures, [figure.subject, figure.period].filter(Boolean).join("，")) : null,
      entry(from, h("span", { class: "sentence", text: source.sentence || source.file })),
      places.length > 1 ? entry(words.alsoOn, pages) : null,
      figure.partners?.length ? entry(words.partner, figure.partners.map((other) => [other.text, other.period].filter(Boolean).join(" ")).join("、")) : null,
      figure.arithmetic ? entry(words.arithmetic, h("span", { class: "arithmetic", text: figure.arithmetic })) : null,
    );
  }

  private buttons(figure: Figure): HTMLElement {
    const row = h("div", { class: "row wrap" });
    const change = (action: FigureAction, name?: string): void => {
      this.close(false);
      this.actions.change(figure, action, name);
    };
    if (!figure.marked && figure.editable) row.append(button(words.mark, () => change("mark"), { class: "primary" }));
    row.append(button(words.makeChart, () => (this.close(false), this.actions.chart(figure)), { icon: "chart", class: figure.marked ? "primary" : "" }));
    if (figure.marked) {
      row.append(
        button(figure.keyFigure ? words.unkey : words.key, () => change(figure.keyFigure ? "unkey" : "key"), { icon: "key" }),
        button(words.rename, () => this.rename(figure, row), { icon: "pencil" }),
        button(words.unmark, () => change("unmark")),
      );
    }
    row.append(button(words.goToSource, () => (this.close(false), this.actions.goToSource(figure))));
    return row;
  }

  private rename(figure: Figure, row: HTMLElement): void {
    const id = freshId("name");
    const input = h("input", { id, type: "text", value: figure.name, required: true, autocomplete: "off", spellcheck: "false" });
    const form = h(
      "form",
      { class: "reason" },
      h("label", { for: id, text: words.figureName }),
      input,
      h("button", { type: "submit", class: "button primary", text: words.renameGo }),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = input.value.trim();
      if (!name) return;
      this.close(false);
      if (name !== figure.name) this.actions.change(figure, "rename", name);
    });
    row.replaceChildren(form);
    input.select();
    input.focus();
  }

  /** Stand below the number, or above it where there is no room. */
  private position(at: DOMRect): void {
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = Math.min(Math.max(at.left + at.width / 2 - width / 2, 12), window.innerWidth - width - 12);
    const below = at.bottom + 10;
    const top = below + height + 12 <= window.innerHeight ? below : Math.max(at.top - height - 10, 12);
    this.element.style.left = `${left}px`;
    this.element.style.top = `${top}px`;
  }
}
