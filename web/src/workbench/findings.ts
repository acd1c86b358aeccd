import { button, fill, freshId, h, icon } from "../dom";
import type { Finding, Fix, Severity } from "../types";
import { words } from "../words";

export interface FindingActions {
  go(finding: Finding): void;
  fix(finding: Finding, fix: Fix): void;
  allow(finding: Finding, reason: string): void;
}

const ORDER: readonly Severity[] = ["error", "warning", "note"];
const TITLES: Record<Severity, string> = { error: words.severityError, warning: words.severityWarning, note: words.severityNote };

/** The list of findings under the source, by severity; what can be mended with certainty has a button. */
export class FindingsPanel {
  readonly element = h("section", { class: "findings", "aria-label": words.findings });
  private readonly body = h("div", { class: "findings-body", tabindex: "-1" });
  private shown = "";

  constructor(private readonly actions: FindingActions) {
    this.element.append(this.body);
  }

  show(findings: readonly Finding[]): void {
    const key = JSON.stringify(findings);
    if (key === this.shown || this.element.contains(document.activeElement) && document.activeElement instanceof HTMLInputElement) return;
    this.shown = key;
    const place = this.body.scrollTop;
    const focused = this.element.contains(document.activeElement);
    if (findings.length) fill(this.body, ORDER.map((severity) => this.group(severity, findings)));
    else fill(this.body, h("p", { class: "empty" }, icon("check"), words.noFindings));
    this.body.scrollTop = place;
    if (focused) (this.body.querySelector<HTMLElement>(".finding-go") ?? this.body).focus({ preventScroll: true });
  }

  private group(severity: Severity, all: readonly Finding[]): HTMLElement | null {
    const findings = all.filter((finding) => finding.severity === severity);
    if (!findings.length) return null;
    const id = freshId("group");
    return h(
      "section",
      { class: `finding-group ${severity}`, "aria-labelledby": id },
      h("h3", { id }, `${TITLES[severity]} `, h("span", { class: "count", text: String(findings.length) })),
      h("ul", {}, findings.map((finding) => this.item(finding))),
    );
  }

  private item(finding: Finding): HTMLElement {
    const actions = h("div", { class: "row wrap" });
    const item = h(
      "li",
      { class: `finding ${finding.severity}` },
      h(
        "button",
        { type: "button", class: "finding-go", onclick: () => this.actions.go(finding) },
        h("span", { class: "finding-message", text: finding.message }),
        finding.hint ? h("span", { class: "hint", text: finding.hint }) : null,
        h("span", { class: "place", text: `${placeOf(finding)}${finding.code}` }),
      ),
      actions,
    );
    for (const fix of finding.fixes) actions.append(button(fix.title, () => this.actions.fix(finding, fix), { class: fix.certain === false ? "small" : "primary small" }));
    if (finding.allowable) actions.append(button(words.itIsRight, () => this.askReason(finding, actions), { class: "small" }));
    if (!actions.childElementCount) actions.remove();
    return item;
  }

  private askReason(finding: Finding, actions: HTMLElement): void {
    const id = freshId("reason");
    const input = h("input", { type: "text", id, required: true, placeholder: words.reason });
    const before = [...actions.children];
    const form = h(
      "form",
      { class: "reason" },
      h("label", { for: id, class: "visually-hidden", text: words.reasonField }),
      input,
      h("button", { type: "submit", class: "button primary small", text: words.confirm }),
      button(words.cancel, () => actions.replaceChildren(...before), { class: "small" }),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!input.value.trim()) return;
      input.blur();
      this.actions.allow(finding, input.value.trim());
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") actions.replaceChildren(...before);
    });
    actions.replaceChildren(form);
    input.focus();
  }
}

function placeOf(finding: Finding): string {
  if (finding.file) return `${finding.file} · `;
  return finding.line ? `${words.place(finding.line, finding.page === undefined ? undefined : finding.page + 1)} · ` : "";
}

/** Return the counts of findings as short words. */
export function countsText(findings: readonly Finding[]): string {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    count("error") ? words.errors(count("error")) : "",
    count("warning") ? words.warnings(count("warning")) : "",
  ].filter(Boolean);
  return parts.join(" · ") || words.allRight;
}
