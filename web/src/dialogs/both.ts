import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { openDialog } from "../dialog";
import { button, fill, h } from "../dom";
import { shared } from "../editor/editor";
import { words } from "../words";

/** Show the text of the editor beside that of the file, and let one of them be chosen. */
export function bothDialog(mine: string, theirs: string, choose: (mine: boolean) => void): void {
  const dialog = openDialog(words.bothTitle, "full", () => view.destroy());
  const holder = h("div", { class: "both" });
  fill(
    dialog.body,
    h("div", { class: "both-heads" }, h("strong", { text: words.mine }), h("strong", { text: words.theirs })),
    holder,
  );
  const side = (label: string) => [shared, EditorState.readOnly.of(true), EditorView.contentAttributes.of({ "aria-label": label })];
  const view = new MergeView({
    a: { doc: mine, extensions: side(words.mine) },
    b: { doc: theirs, extensions: side(words.theirs) },
    parent: holder,
    collapseUnchanged: { margin: 3, minSize: 6 },
  });
  const pick = (own: boolean): void => {
    dialog.close();
    choose(own);
  };
  dialog.foot.append(button(words.keepMine, () => pick(true)), button(words.takeTheirs, () => pick(false)));
}
