import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory, redo, undo } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { type Diagnostic, lintKeymap, nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import { diff } from "@codemirror/merge";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { Annotation, type ChangeSet, EditorSelection, EditorState, type Extension, StateEffect, StateField, Text, type TransactionSpec } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import type { Figure } from "../types";
import { words } from "../words";
import { completion } from "./completion";
import { language } from "./language";
import { phrases } from "./phrases";

export interface EditorEvents {
  changed(update: { changes: ChangeSet; typed: boolean }): void;
  /** A word that was put together from keys, as Chinese is, stands in the text. */
  composed(): void;
  moved(offset: number): void;
  figures(): readonly Figure[];
}

/** Marks a cursor that was put somewhere by a click on the page, which is not to be answered by the page again. */
const fromPage = Annotation.define<boolean>();

const flash = StateEffect.define<{ from: number; to: number } | null>();

const flashed = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    let next = set.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(flash)) next = effect.value ? Decoration.set(Decoration.mark({ class: "jz-flash" }).range(effect.value.from, effect.value.to)) : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const nonce = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content ?? "";

/** What all editors of the page share, the two of a comparison too. */
export const shared: Extension = [
  EditorView.cspNonce.of(nonce),
  EditorView.lineWrapping,
  ...(words.language === "zh" ? [EditorState.phrases.of(phrases)] : []),
];

/** Return what ends the lines of a text; where ends are mixed, a carriage return stays a character of its line. */
function lineEnd(text: string): string {
  return text.includes("\r\n") && !/(^|[^\r])\n/.test(text) ? "\r\n" : "\n";
}

/** The source in an editor. */
export class SourceEditor {
  readonly view: EditorView;

  constructor(parent: HTMLElement, text: string, kind: string, editable: boolean, events: EditorEvents) {
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          shared,
          EditorState.lineSeparator.of(lineEnd(text)),
          EditorState.readOnly.of(!editable),
          EditorView.contentAttributes.of({ "aria-label": words.source, spellcheck: "false", tabindex: "0" }),
          lineNumbers(),
          highlightActiveLineGutter(),
          highlightActiveLine(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          search({ top: true }),
          highlightSelectionMatches(),
          flashed,
          language(kind),
          completion(events.figures),
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
          EditorView.domEventHandlers({ compositionend: () => void setTimeout(() => events.composed()) }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              const typed = update.transactions.some((transaction) => transaction.isUserEvent("input") || transaction.isUserEvent("delete"));
              events.changed({ changes: update.changes, typed });
            } else if (update.selectionSet && !update.transactions.some((transaction) => transaction.annotation(fromPage))) {
              events.moved(update.state.selection.main.head);
            }
          }),
        ],
      }),
    });
  }

  /** The text with the line ends of its file. */
  get text(): string {
    return this.view.state.sliceDoc();
  }

  get cursor(): number {
    return this.view.state.selection.main.head;
  }

  /** Put another text in place by the fewest changes, so that cursor and marks stay; it is one step to undo. */
  replace(text: string): void {
    const { doc, lineBreak } = this.view.state;
    const now = doc.toString();
    const next = text.split(lineBreak).join("\n");
    if (next === now) return;
    const changes = diff(now, next, { scanLimit: 2000 }).map((part) => ({
      from: part.fromA,
      to: part.toA,
      insert: Text.of(next.slice(part.fromB, part.toB).split("\n")),
    }));
    this.view.dispatch({ changes, userEvent: "replace", annotations: isolateHistory.of("full") });
  }

  /** Put the cursor before the text between two offsets and show it for a moment. */
  reveal(from: number, to = from, focus = true): void {
    const end = Math.min(Math.max(from, to), this.view.state.doc.length);
    const spec: TransactionSpec = {
      selection: EditorSelection.cursor(from),
      effects: [EditorView.scrollIntoView(from, { y: "center" }), flash.of(end > from ? { from, to: end } : null)],
      annotations: fromPage.of(true),
    };
    this.view.dispatch(spec);
    if (focus) this.view.focus();
    window.setTimeout(() => this.view.dispatch({ effects: flash.of(null) }), 1600);
  }

  /** Underline findings. */
  underline(diagnostics: readonly Diagnostic[]): void {
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  undo(): void {
    undo(this.view);
    this.view.focus();
  }

  redo(): void {
    redo(this.view);
    this.view.focus();
  }

  search(): void {
    openSearchPanel(this.view);
  }

  nextFinding(): void {
    nextDiagnostic(this.view);
  }

  destroy(): void {
    this.view.destroy();
  }
}
