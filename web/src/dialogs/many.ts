import { api } from "../api";
import { type Dialog, dropZone, openDialog } from "../dialog";
import { button, fill, h } from "../dom";
import { tellDropped } from "../dropped";
import { on } from "../events";
import { attempt } from "../notices";
import type { Doc, Finding, Many, Page, Progress } from "../types";
import { TABLES } from "../uploads";
import { words } from "../words";

export interface ManyTarget {
  doc: Doc;
  text(): string;
  save(): Promise<boolean>;
  open(id: string): void;
}

/** Make a document of each row of a table: see the rows, look at any, make all, take them in one file. */
export function manyDialog(target: ManyTarget, file?: File): void {
  const stops: (() => void)[] = [];
  const dialog = openDialog(words.manyTitle, "small", () => stops.forEach((stop) => stop()));
  if (!target.doc.file.endsWith(".j2")) return offerTemplate(dialog, target, file);
  const take = (table: File): void =>
    void attempt(async () => {
      dialog.element.className = "dialog full";
      fill(dialog.body, h("p", { class: "hint", role: "status", text: words.reading }));
      await target.save();
      const many = await api.many(target.doc.id, table, target.text());
      stops.push(...new RowsView(dialog, many).listen());
    });
  if (file) take(file);
  else fill(dialog.body, dropZone(words.manyDrop, TABLES, take, h("p", { class: "hint", text: words.manyHint(target.doc.name) })));
}

/** A document that is no template yet becomes one, as a file of its own; a table that was dropped may be a document itself. */
function offerTemplate(dialog: Dialog, target: ManyTarget, table?: File): void {
  const { doc } = target;
  fill(dialog.body, h("p", { text: words.manyNoTemplate(doc.name) }));
  const take = async (file: File): Promise<void> => {
    const dropped = await api.drop([file], "", doc.template);
    const first = dropped.documents[0];
    tellDropped(dropped);
    dialog.close();
    if (first) target.open(first.id);
  };
  const template = (): File => new File([target.text()], `${doc.name}.md.j2`);
  dialog.foot.append(button(words.cancel, dialog.close));
  if (table) dialog.foot.append(button(words.manyNewDocument, () => void attempt(() => take(table))));
  dialog.foot.append(button(words.manyMakeTemplate, () => void attempt(() => take(template())), { class: "primary" }));
}

class RowsView {
  private readonly preview = h("div", { class: "row-preview", tabindex: "0", role: "region", "aria-label": words.manyPreview(1) });
  private readonly meter: HTMLProgressElement;
  private readonly state: HTMLElement;
  private readonly failures = h("ul", { class: "failures" });
  private readonly zip: HTMLAnchorElement;
  private readonly build: HTMLButtonElement;
  private readonly ofd = h("input", { type: "checkbox" });
  private shown = { id: "", row: 0 };

  constructor(
    dialog: Dialog,
    private readonly many: Many,
  ) {
    const count = many.rows.length;
    this.meter = h("progress", { max: String(count), value: "0", "aria-label": words.manyBuild });
    this.state = h("span", { role: "status", text: words.manyRows(count) });
    this.zip = h("a", { class: "button primary", href: api.manyZip(many.job), download: "", hidden: true, text: words.manyZip });
    this.build = button(words.manyBuild, () => void attempt(() => this.makeAll()), { class: "primary" });
    const lines = many.rows.map((row) => this.line(row));
    fill(
      dialog.body,
      h(
        "div",
        { class: "many" },
        h(
          "div",
          { class: "many-rows", tabindex: "0", role: "region", "aria-label": words.manyRows(count) },
          notes(many.findings),
          this.failures,
          h(
            "table",
            {},
            h("thead", {}, h("tr", {}, h("th", { scope: "col", text: words.manyRow }), many.columns.map((name) => h("th", { scope: "col", text: name })))),
            h("tbody", {}, lines),
          ),
        ),
        this.preview,
      ),
    );
    fill(dialog.foot, this.state, this.meter, h("label", { class: "row tight" }, this.ofd, words.manyOfd), this.build, this.zip);
    const first = lines[0];
    if (first) void attempt(() => this.look(0, first));
  }

  private line(row: Many["rows"][number]): HTMLElement {
    const line = h("tr");
    fill(
      line,
      h("td", {}, button(String(row.n + 1), () => undefined, { class: "link", hint: words.manyPreview(row.n + 1) })),
      row.values.map((cell) => h("td", { text: cell })),
    );
    line.addEventListener("click", () => void attempt(() => this.look(row.n, line)));
    return line;
  }

  private async look(row: number, line: HTMLElement): Promise<void> {
    for (const other of line.parentElement?.children ?? []) other.classList.toggle("chosen", other === line);
    this.preview.setAttribute("aria-label", words.manyPreview(row + 1));
    this.preview.classList.add("busy");
    const { id } = await api.manyRow(this.many.job, row);
    this.shown = { id, row };
  }

  private async makeAll(): Promise<void> {
    this.build.disabled = true;
    this.zip.hidden = true;
    await api.buildMany(this.many.job, ["pdf", "docx", ...(this.ofd.checked ? ["ofd"] : [])]);
  }

  /** Follow the builds of rows until the returned functions are called. */
  listen(): (() => void)[] {
    const mine = (id: string): boolean => id.startsWith(`${this.many.job}-`);
    return [
      on("built", (built) => mine(built.id) && this.show(built.id, built.pages, built.findings ?? [])),
      on("failed", (failed) => mine(failed.id) && this.show(failed.id, [], failed.findings)),
      on("progress", (progress) => progress.job === this.many.job && this.follow(progress)),
    ];
  }

  private show(id: string, pages: readonly Page[], findings: readonly Finding[]): void {
    if (this.shown.id && id !== this.shown.id) return;
    this.preview.classList.remove("busy");
    fill(
      this.preview,
      h("h3", { text: words.manyPreview(Number(id.split("-").at(-1)) + 1) }),
      notes(findings),
      pages.map((page, index) =>
        h("img", { src: api.picture(id, page.hash, 1.5), alt: words.pageName(page.label, pages.length), loading: index ? "lazy" : "eager" }),
      ),
    );
  }

  private follow(progress: Progress): void {
    this.meter.max = progress.total;
    this.meter.value = progress.done;
    this.state.textContent = words.manyProgress(progress.done, progress.total);
    const { failures } = progress;
    fill(
      this.failures,
      failures.length ? h("li", {}, h("strong", { text: words.manyFailures(failures.length) })) : null,
      failures.map((failure) => h("li", { text: `${words.manyRow} ${failure.n + 1} ${failure.name}: ${failure.message}` })),
    );
    if (progress.state === "building") return;
    this.zip.hidden = progress.state !== "done";
    this.build.disabled = false;
  }
}

function notes(findings: readonly Finding[]): HTMLElement[] {
  return findings.map((finding) => h("p", { class: `finding ${finding.severity}` }, finding.message, " ", h("span", { class: "hint", text: finding.hint })));
}
