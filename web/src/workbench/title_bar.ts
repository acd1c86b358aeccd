import { api } from "../api";
import { appearance, setAppearance } from "../appearance";
import { menu } from "../dialog";
import { button, fill, h, icon } from "../dom";
import type { Saved } from "../session";
import type { Doc, Finding } from "../types";
import { words } from "../words";
import { countsText } from "./findings";

export interface TitleActions {
  home(): void;
  save(): void;
  findings(): void;
  download(file: string): void;
  word(): void;
  history(): void;
  many(): void;
  shortcuts(): void;
  quit(): void;
}

/** The bar at the top: which document, whether it is saved, what is to be mended, and what is handed out. */
export class TitleBar {
  readonly element = h("header", { class: "title-bar" });
  private readonly state = h("button", { type: "button", class: "saved-state" });
  private readonly counts = h("button", { type: "button", class: "counts" });

  constructor(
    private readonly doc: Doc,
    actions: TitleActions,
  ) {
    this.state.addEventListener("click", actions.save);
    this.counts.addEventListener("click", actions.findings);
    const stem = doc.name;
    const download = button(words.download, () => undefined, { icon: "download", class: "primary" });
    const more = button(words.more, () => undefined, { icon: "more", bare: true });
    fill(
      this.element,
      button(words.allDocuments, actions.home, { icon: "home", bare: true }),
      h("div", { class: "title" }, h("h1", { text: doc.name, title: [doc.folder, doc.file].filter(Boolean).join(" / ") }), this.state),
      this.counts,
      h("span", { class: "spring" }),
      button(words.wordBack, actions.word, { icon: "word", class: "quiet wide-only" }),
      button(words.history, actions.history, { icon: "history", class: "quiet wide-only" }),
      menu(download, [
        { label: words.downloadWord, run: () => actions.download(`${stem}.docx`) },
        { label: words.downloadPdf, run: () => actions.download(`${stem}.pdf`) },
        { label: words.downloadOfd, run: () => actions.download(`${stem}.ofd`) },
        { label: words.downloadFacts, run: () => actions.download(`${stem}.facts.json`) },
      ]),
      menu(more, [
        { label: words.wordBack, run: actions.word },
        { label: words.history, run: actions.history },
        { label: words.many, run: actions.many },
        { label: words.openFolder, run: () => void api.openFolder() },
        { label: words.shortcuts, run: actions.shortcuts },
        ...(["system", "light", "dark"] as const).map((choice) => ({
          label: `${words.appearance}: ${words[choice]}`,
          run: () => setAppearance(choice),
          checked: () => appearance() === choice,
        })),
        { label: words.quit, run: actions.quit },
      ]),
    );
    this.saved("saved");
    this.findings([]);
  }

  saved(state: Saved): void {
    const time = new Date().toLocaleTimeString(words.language === "zh" ? "zh-CN" : "en-GB", { hour: "2-digit", minute: "2-digit" });
    const first = !this.state.textContent;
    const texts: Record<Saved, string> = {
      saved: first ? words.saved : words.savedAt(time),
      dirty: words.unsaved,
      saving: words.saving,
      failed: words.notSaved,
      conflict: words.notSaved,
    };
    this.state.textContent = this.doc.editable ? texts[state] : words.readOnly;
    this.state.className = `saved-state ${state}`;
    this.state.title = words.save;
    document.title = this.pageTitle();
  }

  private shown: readonly Finding[] = [];

  findings(findings: readonly Finding[]): void {
    this.shown = findings;
    const worst = findings.some((finding) => finding.severity === "error") ? "error" : findings.some((finding) => finding.severity === "warning") ? "warning" : "right";
    this.counts.className = `counts ${worst}`;
    fill(this.counts, icon(worst === "right" ? "check" : "alert"), h("span", { text: countsText(findings) }));
    document.title = this.pageTitle();
  }

  private pageTitle(): string {
    const open = this.shown.some((finding) => finding.severity !== "note");
    const mark = this.state.classList.contains("saved") ? "" : "• ";
    return `${mark}${open ? `(${countsText(this.shown)}) ` : ""}${this.doc.name} – jzdocs`;
  }
}
