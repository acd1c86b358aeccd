import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { yamlFrontmatter, yamlLanguage } from "@codemirror/lang-yaml";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, MatchDecorator, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Fenced blocks of the source that hold YAML. */
const YAML_BLOCKS = new Set(["chart", "table", "keyfigures", "contents", "figures", "sources", "columns"]);

const looks = HighlightStyle.define([
  { tag: tags.heading, color: "var(--ink-strong)", fontWeight: "600" },
  { tag: tags.processingInstruction, color: "var(--faint)" },
  { tag: tags.strong, fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.link, color: "var(--ink)" },
  { tag: tags.url, color: "var(--muted)" },
  { tag: tags.monospace, color: "var(--code)" },
  { tag: [tags.definition(tags.propertyName), tags.propertyName, tags.labelName], color: "var(--accent)" },
  { tag: [tags.string, tags.content], color: "var(--ink)" },
  { tag: [tags.number, tags.bool], color: "var(--code)" },
  { tag: [tags.meta, tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--muted)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
]);

/** Names of figures, references and attributes: a clerk reads the sentence, the marks stand back. */
const marks = new MatchDecorator({
  regexp: /\[([^[\]\n]+)\](\{#[^}\n]*\})|(\{[#.][^}\n]*\})|(@(?:fig|tab|tbl|eq|sec)?:?[\p{L}\p{N}_.-]+)/gu,
  decorate: (put, from, to, match) => {
    const [, fact, name, attribute, reference] = match;
    if (fact !== undefined && name !== undefined) {
      put(from, from + 1, Decoration.mark({ class: "jz-bracket" }));
      put(from + 1, from + 1 + fact.length, Decoration.mark({ class: "jz-fact" }));
      put(to - name.length - 1, to, Decoration.mark({ class: "jz-attribute" }));
    } else if (attribute !== undefined) put(from, to, Decoration.mark({ class: "jz-attribute" }));
    else if (reference !== undefined) put(from, to, Decoration.mark({ class: "jz-reference" }));
  },
});

const marked = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = marks.createDeco(view);
    }
    update(update: ViewUpdate): void {
      this.decorations = marks.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Return the language of sources: Markdown with front matter and blocks in YAML; plain text is only text. */
export function language(kind: string): Extension {
  if (kind === "txt") return [];
  const body = markdown({
    base: markdownLanguage,
    completeHTMLTags: false,
    codeLanguages: (info) => (YAML_BLOCKS.has(info) ? yamlLanguage : null),
  });
  return [yamlFrontmatter({ content: body }), syntaxHighlighting(looks), marked];
}
