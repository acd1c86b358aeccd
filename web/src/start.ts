import { api } from "./api";
import { openDialog, field } from "./dialog";
import { button, fill, h, icon } from "./dom";
import { tellDropped } from "./dropped";
import { on } from "./events";
import { announce, attempt } from "./notices";
import type { Doc, State, Template } from "./types";
import { dropAnywhere, SOURCES, withinLimit } from "./uploads";
import { words } from "./words";

/** The first screen: drop a file or paste text, choose a look, go on with a document. */
export class StartScreen {
  readonly element = h("main", { class: "start" });
  private template: string;
  private readonly stops: (() => void)[] = [];
  private readonly over = h("div", { class: "drop-over", hidden: true, "aria-hidden": "true" }, h("p", { text: words.release }));
  private readonly list = h("section", { class: "documents" });
  private busy = false;
  private pictures: Promise<void> = new Promise((resolve) => setTimeout(resolve));
  private readonly zone = h("section", { class: "drop", "aria-labelledby": "drop-title" });

  constructor(
    private state: State,
    private readonly open: (id: string) => void,
  ) {
    this.template = state.templates[0]?.name ?? "";
    this.drawZone();
    this.drawDocuments();
    fill(this.element, this.zone, this.list, this.templates(), this.over);
    this.stops.push(
      on("documents", () => void this.refresh()),
      dropAnywhere(this.over, (files) => void this.take(files, "")),
    );
    const paste = (event: ClipboardEvent): void => this.pasted(event);
    document.addEventListener("paste", paste);
    this.stops.push(() => document.removeEventListener("paste", paste));
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  private drawZone(): void {
    const input = h("input", { type: "file", multiple: true, accept: SOURCES, class: "visually-hidden", tabindex: "-1", "aria-label": words.chooseFile });
    input.addEventListener("change", () => {
      void this.take([...(input.files ?? [])], "");
      input.value = "";
    });
    fill(
      this.zone,
      icon("upload"),
      h("h1", { id: "drop-title", text: words.dropTitle }),
      h("p", { class: "hint", text: words.dropHint }),
      h(
        "div",
        { class: "row center" },
        button(words.chooseFile, () => input.click(), { class: "primary large" }),
        button(words.pasteText, () => this.pasteDialog(""), { class: "large" }),
      ),
      input,
    );
    this.zone.addEventListener("dragover", () => this.zone.classList.add("over"));
    this.zone.addEventListener("dragleave", () => this.zone.classList.remove("over"));
  }

  private templates(): HTMLElement {
    const choices = this.state.templates.map((template) => this.templateChoice(template));
    return h(
      "fieldset",
      { class: "templates" },
      h("legend", { text: words.templates }),
      h("p", { class: "hint", text: words.templatesHint }),
      h("div", { class: "cards" }, choices),
    );
  }

  private templateChoice(template: Template): HTMLElement {
    const input = h("input", { type: "radio", name: "template", value: template.name, class: "visually-hidden", checked: template.name === this.template });
    input.addEventListener("change", () => (this.template = template.name));
    const pictures = template.pictures
      .slice(0, 2)
      .map((address) => this.picture(address, words.pagePicture(template.title)));
    return h(
      "label",
      { class: "template" },
      input,
      h("span", { class: "pictures" }, pictures.length ? pictures : h("span", { class: "blank" })),
      h("strong", { text: template.title }),
      h("span", { class: "hint", text: template.description }),
    );
  }

  /** Return a picture that is loaded when those before it are there and no file is being read. */
  private picture(address: string, alt: string): HTMLElement {
    const image = h("img", { alt });
    image.classList.add("waiting");
    this.pictures = this.pictures.then(async () => {
      while (this.busy) await new Promise((resolve) => setTimeout(resolve, 100));
      if (!this.element.isConnected) return;
      image.src = address;
      await image.decode().catch(() => undefined);
      image.classList.remove("waiting");
    });
    return image;
  }

  private drawDocuments(): void {
    const { documents, folder, project } = this.state;
    fill(
      this.list,
      h(
        "div",
        { class: "row between" },
        h("h2", { text: project ? words.documentsOf(folder.split("/").at(-1) ?? folder) : words.documents }),
        button(words.openFolder, () => void attempt(() => api.openFolder()), { icon: "folder", class: "quiet" }),
      ),
      documents.length
        ? h("ul", { class: "document-list" }, documents.map((doc) => h("li", {}, this.documentLink(doc))))
        : h("p", { class: "hint", text: words.noDocuments }),
      h("p", { class: "hint small", text: words.keptIn(folder) }),
    );
    this.list.hidden = !project && !documents.length;
    if (project && documents.length) this.element.prepend(this.list);
  }

  private documentLink(doc: Doc): HTMLElement {
    const title = this.state.templates.find((template) => template.name === doc.template)?.title ?? doc.template;
    return h(
      "a",
      { href: `#doc=${encodeURIComponent(doc.id)}`, class: "document" },
      icon("file"),
      h("span", { class: "document-name", text: doc.name }),
      h("span", { class: "hint", text: [title, doc.folder || doc.file].filter(Boolean).join(" · ") }),
    );
  }

  private async refresh(): Promise<void> {
    await attempt(async () => {
      this.state = await api.state();
      this.drawDocuments();
    });
  }

  private pasted(event: ClipboardEvent): void {
    if (event.target instanceof HTMLTextAreaElement || document.querySelector("dialog[open]")) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (files.length) void this.take(files, "");
    else if (text.trim()) this.pasteDialog(text);
  }

  private pasteDialog(text: string): void {
    const dialog = openDialog(words.pasteTitle, "large");
    const area = h("textarea", { class: "paste", rows: "16" });
    area.value = text;
    const go = button(
      words.pasteGo,
      () => {
        if (!area.value.trim()) return area.focus();
        dialog.close();
        void this.take([], area.value);
      },
      { class: "primary" },
    );
    dialog.body.append(field(words.pasteText, area, words.pasteHint));
    dialog.foot.append(button(words.cancel, dialog.close), go);
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) go.click();
    });
    area.focus();
  }

  private async take(files: File[], text: string): Promise<void> {
    const fitting = withinLimit(files, this.state.limits.upload);
    if (this.busy || (!fitting.length && !text)) return;
    this.busy = true;
    this.zone.classList.remove("over");
    this.zone.classList.add("busy");
    announce(words.reading);
    const note = h("p", { class: "reading", text: words.reading });
    this.zone.append(note);
    await attempt(async () => {
      const dropped = await api.drop(fitting, text, this.template);
      tellDropped(dropped);
      const first = dropped.documents[0];
      if (first) this.open(first.id);
    });
    this.busy = false;
    note.remove();
    this.zone.classList.remove("busy");
  }
}
