import { openDialog } from "../dialog";
import { h } from "../dom";
import { words } from "../words";

const mod = /Mac|iPad|iPhone/.test(navigator.userAgent) ? "⌘" : "Ctrl";

/** List the keys. */
export function shortcutsDialog(): void {
  const dialog = openDialog(words.shortcuts);
  const rows: [string, string][] = [
    [`${mod} S`, words.save],
    [`${mod} Z`, words.undo],
    [`${mod} Y`, words.redo],
    [`${mod} F`, words.search],
    [`${mod} P`, words.print],
    ["F6", words.shortcutSwitch],
    ["F7", words.shortcutShowPage],
    ["F8", words.shortcutNextFinding],
    [`Ctrl Space`, words.shortcutComplete],
    [`${mod} ↓ ↑ Enter`, words.shortcutPages],
    [`${mod} + −`, `${words.zoomIn}, ${words.zoomOut} (${words.pages})`],
    ["F1", words.shortcutHelp],
  ];
  dialog.body.append(
    h(
      "dl",
      { class: "keys" },
      rows.map(([keys, meaning]) => h("div", {}, h("dt", {}, keys.split(" ").map((key) => h("kbd", { text: key }))), h("dd", { text: meaning }))),
    ),
  );
}
