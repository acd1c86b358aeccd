import { openDialog } from "./dialog";
import { button, h } from "./dom";
import { toast } from "./notices";
import type { Dropped, Finding } from "./types";
import { words } from "./words";

const FEW = 3; // messages that can be read while they are shown

/** Say what was found in files that were dropped, and how many documents there are beside the first. */
export function tellDropped({ documents, findings }: Dropped): void {
  if (findings.length > FEW) list(findings);
  else for (const finding of findings) toast(wording(finding), undefined, finding.severity === "error" ? "error" : "info");
  if (documents.length > 1) toast(words.moreDropped(documents.length - 1));
}

function wording(finding: Finding): string {
  return [finding.file, finding.message, finding.hint].filter(Boolean).join(" ");
}

function list(findings: readonly Finding[]): void {
  const dialog = openDialog(words.droppedTitle, "large");
  dialog.body.append(...findings.map((finding) => h("p", { class: `finding ${finding.severity}`, text: wording(finding) })));
  dialog.foot.append(button(words.close, dialog.close, { class: "primary" }));
}
