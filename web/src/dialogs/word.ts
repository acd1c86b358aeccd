import { diff } from "@codemirror/merge";
import { api } from "../api";
import { type Dialog, dropZone, openDialog } from "../dialog";
import { add, button, fill, h } from "../dom";
import { attempt, toast } from "../notices";
import type { WordEdit, WordReview } from "../types";
import { words } from "../words";

interface Target {
  id: string;
  save(): Promise<boolean>;
  text(): string;
  replace(text: string): void;
}

/** Take edits of a Word file home: both sides of each edit, accepted or not, then written into the source. */
export function wordDialog(target: Target, file?: File): void {
  const dialog = openDialog(words.wordTitle, file ? "full" : "small");
  const take = (chosen: File): void =>
    void attempt(async () => {
      dialog.element.className = "dialog full";
      fill(dialog.body, h("p", { class: "hint", role: "status", text: words.reading }));
      await target.save();
      show(dialog, target, await api.word(target.id, chosen, target.text()));
    });
  if (file) take(file);
  else fill(dialog.body, dropZone(words.wordDrop, ".docx", take));
}

function show(dialog: Dialog, target: Target, review: WordReview): void {
  const { edits, findings, left } = review;
  const notes = findings.map((finding) => h("p", { class: `finding ${finding.severity}` }, finding.message, " ", h("span", { class: "hint", text: finding.hint })));
  if (left.length) {
    notes.push(
      h("p", { class: "finding warning" }, h("strong", { text: words.wordLeft })),
      ...left.map((edit) => h("p", { class: "finding warning" }, `${words.wordLine(edit.line)} · ${edit.text} `, h("span", { class: "hint", text: edit.reason }))),
    );
  }
  if (!edits.length) {
    fill(dialog.body, notes, h("p", { class: "empty", text: words.wordNone }));
    dialog.foot.append(button(words.close, dialog.close, { class: "primary" }));
    return;
  }
  const boxes = new Map<string, HTMLInputElement>();
  const accepted = (): string[] => edits.filter((edit) => boxes.get(edit.id)?.checked).map((edit) => edit.id);
  const write = button("", () => void attempt(() => take()), { class: "primary" });
  const count = (): void => {
    write.querySelector("span")?.replaceChildren(words.wordWrite(accepted().length));
    write.disabled = !accepted().length;
  };
  const take = async (): Promise<void> => {
    const chosen = accepted();
    const { text, remaining } = await api.acceptWord(target.id, review.session, chosen, target.text());
    dialog.close();
    target.replace(text);
    toast([words.wordWritten(chosen.length), remaining.length ? words.wordRemaining(remaining.length) : ""].filter(Boolean).join(" "));
  };
  const all = (on: boolean): void => {
    for (const box of boxes.values()) box.checked = on && !box.disabled;
    count();
  };
  const items = edits.map((edit) => {
    const box = h("input", { type: "checkbox", checked: !edit.conflict && !edit.applied, disabled: edit.applied });
    box.addEventListener("change", count);
    boxes.set(edit.id, box);
    return editItem(edit, box);
  });
  fill(
    dialog.body,
    notes,
    h("div", { class: "row" }, button(words.wordAll, () => all(true), { class: "small" }), button(words.wordNothing, () => all(false), { class: "small" })),
    h("div", { class: "edit-heads", "aria-hidden": "true" }, h("span"), h("strong", { text: words.wordBefore }), h("strong", { text: words.wordAfter })),
    h("ul", { class: "edits" }, items),
  );
  fill(dialog.foot, button(words.cancel, dialog.close), write);
  count();
  write.focus();
}

function editItem(edit: WordEdit, box: HTMLInputElement): HTMLElement {
  const before = h("div", { class: "side before" }, h("span", { class: "visually-hidden", text: words.wordBefore }));
  const after = h("div", { class: "side after" }, h("span", { class: "visually-hidden", text: words.wordAfter }));
  paint(edit, before, after);
  return h(
    "li",
    { class: edit.conflict ? "edit conflict" : "edit" },
    h(
      "label",
      { class: "edit-accept" },
      box,
      h("span", { text: words.wordAccept }),
      h("span", { class: "hint", text: notesOf(edit) }),
    ),
    edit.conflict ? h("p", { class: "conflict-note" }, words.wordConflict, edit.ours ? ` ${words.wordOurs}: ${edit.ours}` : "") : null,
    before,
    after,
  );
}

function notesOf(edit: WordEdit): string {
  const parts = [words.wordLine(edit.line), edit.applied ? words.wordHas : "", edit.follows.length ? words.wordFollows(edit.follows.join("、")) : ""];
  return parts.filter(Boolean).join(" · ");
}

/** Return both sides as a reader sees them, without the names of figures, unless the edit is one of these. */
function readable(edit: WordEdit): [string, string] {
  const plain = (text: string): string => text.replace(/\[([^[\]\n]+)\]\{#[^}\n]*\}/g, "$1");
  const sides: [string, string] = [plain(edit.before), plain(edit.after)];
  return sides[0] === sides[1] ? [edit.before, edit.after] : sides;
}

/** Write both sides, the parts that differ marked. */
function paint(edit: WordEdit, before: HTMLElement, after: HTMLElement): void {
  const [old, now] = readable(edit);
  let [left, right] = [0, 0];
  for (const part of diff(old, now)) {
    add(before, old.slice(left, part.fromA), part.toA > part.fromA ? h("del", { text: old.slice(part.fromA, part.toA) }) : null);
    add(after, now.slice(right, part.fromB), part.toB > part.fromB ? h("ins", { text: now.slice(part.fromB, part.toB) }) : null);
    [left, right] = [part.toA, part.toB];
  }
  add(before, old.slice(left));
  add(after, now.slice(right));
  if (!old) add(before, h("span", { class: "hint", text: words.emptyText }));
  if (!now) add(after, h("span", { class: "hint", text: words.emptyText }));
}
