import { api } from "../api";
import { type Dialog, dropZone, openDialog } from "../dialog";
import { button, fill, h } from "../dom";
import { on } from "../events";
import { attempt } from "../notices";
import type { Doc, Many, Progress } from "../types";
import { TABLES } from "../uploads";
import { words } from "../words";

/** Make a document of each row of a table: see the rows, look at any, make all, take them in one file. */
export function manyDialog(doc: Doc, save: () => Promise<boolean>, file?: File): void {
  let stop: (() => void) | undefined;
  const dialog = openDialog(words.manyTitle, file ? "full" : "small", () => stop?.());
  const take = (table: File): void =>
    void attempt(async () => {
      dialog.element.className = "dialog full";
      fill(dialog.body, h("p", { class: "hint", role: "status", text: words.reading }));
      await save();
      stop = showRows(dialog, doc, await api.many(doc.id, table));
    });
  if (file) take(file);
  else fill(dialog.body, dropZone(words.manyDrop, TABLES, take, h("p", { class: "hint", text: words.manyHint(doc.name) })));
}

function showRows(dialog: Dialog, doc: Doc, many: Many): () => void {
  const preview = h("div", { class: "row-preview", tabindex: "0", role: "region", "aria-label": words.manyPreview(1) });
  const meter = h("progress", { max: String(many.rows.length), value: "0", "aria-label": words.manyBuild });
  const state = h("span", { role: "status", text: words.manyRows(many.rows.length) });
  const failures = h("ul", { class: "failures" });
  const zip = h("a", { class: "button primary", href: api.manyZip(many.job), download: "", hidden: true, text: words.manyZip });
  let latest = 0;
  const look = async (row: number, line: HTMLElement): Promise<void> => {
    latest += 1;
    const mine = latest;
    for (const other of line.parentElement?.children ?? []) other.classList.toggle("chosen", other === line);
    preview.setAttribute("aria-label", words.manyPreview(row + 1));
    preview.classList.add("busy");
    const { pages, findings } = await api.manyRow(many.job, row);
    if (mine !== latest) return;
    preview.classList.remove("busy");
    fill(
      preview,
      h("h3", { text: words.manyPreview(row + 1) }),
      findings.map((finding) => h("p", { class: `finding ${finding.severity}` }, finding.message, " ", h("span", { class: "hint", text: finding.hint }))),
      pages.map((page, index) => h("img", { src: api.picture(doc.id, page.hash, 1.5), alt: words.pageName(page.label, pages.length), loading: index ? "lazy" : "eager" })),
    );
  };
  const lines = many.rows.map((cells, row) => {
    const line = h("tr");
    const open = (): void => void attempt(() => look(row, line));
    fill(
      line,
      h("td", {}, button(String(row + 1), open, { class: "link", hint: words.manyPreview(row + 1) })),
      cells.map((cell) => h("td", { text: cell })),
    );
    line.addEventListener("click", open);
    return line;
  });
  const table = h(
    "table",
    {},
    h("thead", {}, h("tr", {}, h("th", { scope: "col", text: words.manyRow }), many.columns.map((name) => h("th", { scope: "col", text: name })))),
    h("tbody", {}, lines),
  );
  fill(dialog.body, h("div", { class: "many" }, h("div", { class: "many-rows", tabindex: "0", role: "region", "aria-label": words.manyRows(many.rows.length) }, table, failures), preview));
  const build = button(
    words.manyBuild,
    () =>
      void attempt(async () => {
        build.disabled = true;
        zip.hidden = true;
        await api.buildMany(many.job);
      }),
    { class: "primary" },
  );
  fill(dialog.foot, state, meter, build, zip);
  const first = lines[0];
  if (first) void attempt(() => look(0, first));
  return on("progress", (progress) => {
    if (progress.job === many.job) follow(progress, { meter, state, failures, zip, build });
  });
}

interface Parts {
  meter: HTMLProgressElement;
  state: HTMLElement;
  failures: HTMLElement;
  zip: HTMLElement;
  build: HTMLButtonElement;
}

function follow(progress: Progress, parts: Parts): void {
  parts.meter.max = progress.total;
  parts.meter.value = progress.done;
  parts.state.textContent = words.manyProgress(progress.done, progress.total);
  const { failures } = progress;
  fill(
    parts.failures,
    failures.length ? h("li", {}, h("strong", { text: words.manyFailures(failures.length) })) : null,
    failures.map((failure) => h("li", { text: `${words.manyRow} ${failure.row} ${failure.name}: ${failure.message}` })),
  );
  if (progress.done >= progress.total) {
    parts.zip.hidden = failures.length >= progress.total;
    parts.build.disabled = false;
  }
}
