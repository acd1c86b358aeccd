import { api, ApiError } from "../api";
import { CHART_KINDS, kindName } from "../chart_kinds";
import { type Dialog, field, openDialog } from "../dialog";
import { button, fill, freshId, h } from "../dom";
import { attempt } from "../notices";
import type { Figure, Proposal } from "../types";
import { words } from "../words";
import { rowCount, withKind, withRows, withTitle } from "./chart_block";
import { ownChart } from "./own_chart";

interface Target {
  id: string;
  text: () => string;
  figure?: Figure;
  figures(): readonly Figure[];
  insert(block: string): Promise<void>;
}

/** Choose a chart among the proposals, see it, change kind, title and rows, and put it into the source. */
export async function chartDialog(target: Target): Promise<void> {
  const dialog = openDialog(words.chartTitle, "large");
  fill(dialog.body, h("p", { class: "hint", role: "status", text: words.reading }));
  await attempt(async () => {
    const proposals = await api.proposals(target.id, target.figure?.id);
    const own = target.figure && ownChart(target.figure, target.figures());
    if (own) proposals.push(own);
    if (!proposals.length && target.figure) proposals.push(...(await api.proposals(target.id)));
    if (proposals.length) new ChartChooser(dialog, proposals, target);
    else fill(dialog.body, h("p", { class: "empty", text: words.noProposals }));
  });
}

class ChartChooser {
  private readonly kind = h("select");
  private readonly title = h("input", { type: "text" });
  private readonly rows = h("fieldset", { class: "rows" });
  private readonly preview = h("div", { class: "preview", role: "img", "aria-label": words.chartPreview });
  private readonly note = h("p", { class: "hint error-text", role: "status" });
  private readonly go: HTMLButtonElement;
  private proposal: Proposal;
  private loading = new AbortController();
  private timer: number | undefined;

  constructor(
    dialog: Dialog,
    private readonly proposals: readonly Proposal[],
    private readonly target: Target,
  ) {
    this.proposal = proposals[0] as Proposal;
    this.go = button(
      words.chartInsert,
      () =>
        void attempt(async () => {
          await target.insert(this.block());
          dialog.close();
        }),
      { class: "primary" },
    );
    fill(
      dialog.body,
      h(
        "div",
        { class: "chooser" },
        this.list(),
        h(
          "div",
          { class: "chooser-main" },
          this.preview,
          this.note,
          h("div", { class: "pair" }, field(words.chartKind, this.kind), field(words.chartName, this.title)),
          this.rows,
        ),
      ),
    );
    dialog.foot.append(button(words.cancel, dialog.close), this.go);
    this.kind.addEventListener("change", () => this.draw(0));
    this.title.addEventListener("input", () => this.draw(200));
    this.choose(this.proposal);
  }

  private list(): HTMLElement {
    const name = freshId("proposal");
    const entries = this.proposals.map((proposal, index) => {
      const input = h("input", { type: "radio", name, class: "visually-hidden", checked: index === 0 });
      input.addEventListener("change", () => this.choose(proposal));
      return h(
        "label",
        { class: "choice" },
        input,
        h("strong", { text: proposal.title }),
        h("span", { class: "hint", text: [kindName(proposal.kind, words.language), proposal.reason].filter(Boolean).join(" · ") }),
        (proposal.warnings ?? []).map((warning) => h("span", { class: "hint caution", text: warning })),
      );
    });
    return h("fieldset", { class: "choices" }, h("legend", { text: words.proposalsList }), entries);
  }

  private choose(proposal: Proposal): void {
    this.proposal = proposal;
    const kinds = new Set([proposal.kind, ...Object.keys(CHART_KINDS)]);
    fill(this.kind, [...kinds].map((kind) => h("option", { value: kind, text: kindName(kind, words.language), selected: kind === proposal.kind })));
    this.title.value = proposal.title;
    const single = rowCount(proposal.block) === proposal.rows.length && proposal.rows.length > 1;
    fill(
      this.rows,
      h("legend", { text: words.chartRows }),
      proposal.rows.map((row) => {
        const input = h("input", { type: "checkbox", checked: true, disabled: !single });
        input.addEventListener("change", () => this.draw(0));
        return h("label", {}, input, h("span", { text: row.label }), h("span", { class: "hint", text: row.facts.map((id) => this.printed(id)).join("、") }));
      }),
    );
    this.draw(0);
  }

  private printed(id: string): string {
    return this.target.figures().find((figure) => figure.id === id)?.text ?? id;
  }

  private block(): string {
    let { block } = this.proposal;
    if (this.kind.value !== this.proposal.kind) block = withKind(block, this.kind.value);
    if (this.title.value !== this.proposal.title) block = withTitle(block, this.title.value);
    const boxes = [...this.rows.querySelectorAll("input")];
    const chosen = new Set(boxes.flatMap((input, index) => (input.checked ? [index] : [])));
    return chosen.size === boxes.length ? block : withRows(block, chosen);
  }

  private draw(delay: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.load(), delay);
  }

  /** Show the chart as it would be printed; what cannot be drawn is said in its place, the last picture stays. */
  private async load(): Promise<void> {
    this.loading.abort();
    this.loading = new AbortController();
    const none = this.rows.querySelector("input") !== null && !this.rows.querySelector("input:checked");
    this.go.disabled = none;
    if (none) return void (this.note.textContent = words.rowsLeft);
    this.preview.classList.add("busy");
    try {
      const blob = await api.previewChart(this.target.id, this.block(), this.target.text(), this.loading.signal);
      const picture = h("img", { alt: "", src: URL.createObjectURL(blob) });
      await picture.decode();
      URL.revokeObjectURL(picture.src);
      this.preview.replaceChildren(picture);
      this.note.textContent = "";
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      this.note.textContent = error instanceof ApiError ? [error.message, error.hint].filter(Boolean).join(" ") : words.failed;
      this.go.disabled = error instanceof ApiError;
    }
    this.preview.classList.remove("busy");
  }
}
