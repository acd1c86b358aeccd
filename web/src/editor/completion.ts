import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { EditorState, Extension } from "@codemirror/state";
import { CHART_KINDS } from "../chart_kinds";
import type { Figure } from "../types";
import { words } from "../words";

/** Return the name of the fenced block around a position, or nothing outside blocks. */
export function blockAt(state: EditorState, position: number): string | undefined {
  let open: { fence: string; name: string } | undefined;
  const last = state.doc.lineAt(position).number;
  for (let number = 1; number < last; number += 1) {
    const match = /^(`{3,}|~{3,})\s*(\S*)/.exec(state.doc.line(number).text);
    if (!match) continue;
    const [, fence = "", name = ""] = match;
    if (!open) open = { fence, name };
    else if (!name && fence.startsWith(open.fence)) open = undefined;
  }
  return open?.name;
}

/** Complete names of figures in blocks and after `{`, and the kinds of charts after `kind:`. */
export function completion(figures: () => readonly Figure[]): Extension {
  const complete = (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const block = blockAt(context.state, context.pos);
    const kind = /^\s*kind:\s*(\w*)$/.exec(before);
    if (block === "chart" && kind) {
      return {
        from: context.pos - (kind[1]?.length ?? 0),
        options: Object.entries(CHART_KINDS).map(([label, names]) => ({ label, detail: names[words.language === "en" ? 1 : 0] })),
      };
    }
    const name = /[\p{L}\p{N}_.-]*$/u.exec(before)?.[0] ?? "";
    const braced = before[before.length - name.length - 1] === "{";
    if (!block && !braced) return null;
    if (!name && !braced && !context.explicit) return null;
    return {
      from: context.pos - name.length,
      options: figures()
        .filter((figure) => figure.marked && figure.name)
        .map((figure) => ({ label: figure.name, detail: figure.text, info: figure.source.sentence, type: "variable" })),
      validFor: /^[\p{L}\p{N}_.-]*$/u,
    };
  };
  return autocompletion({ override: [complete], icons: false });
}
