import { api } from "../api";
import { type Dialog, dropZone, openDialog } from "../dialog";
import { button, fill, freshId, h } from "../dom";
import { attempt, toast } from "../notices";
import type { PastBuild } from "../types";
import { words } from "../words";

interface Target {
  id: string;
  save(): Promise<boolean>;
  replace(text: string): void;
}

const NOW = "now";

/** Show the builds that were kept: compare two of them, or bring an old text back into the editor. */
export function historyDialog(target: Target): void {
  const dialog = openDialog(words.history, "full");
  void attempt(async () => {
    await target.save();
    const builds = await api.history(target.id);
    showBuilds(dialog, target, builds);
  });
}

function showBuilds(dialog: Dialog, target: Target, builds: readonly PastBuild[]): void {
  const frame = h("iframe", { class: "comparison", sandbox: "", title: words.comparison });
  const names = { older: freshId("older"), newer: freshId("newer") };
  const chosen = { older: builds[0]?.id ?? NOW, newer: NOW };
  const radio = (side: "older" | "newer", id: string, label: string): HTMLElement => {
    const input = h("input", { type: "radio", name: names[side], checked: chosen[side] === id, "aria-label": `${side === "older" ? words.older : words.newer}: ${label}` });
    input.addEventListener("change", () => (chosen[side] = id));
    return h("td", {}, input);
  };
  const compare = (): void => void (frame.src = api.comparison(target.id, chosen.older, chosen.newer));
  const row = (id: string, label: string, note: string, restore: HTMLElement | null): HTMLElement =>
    h("tr", {}, radio("older", id, label), radio("newer", id, label), h("th", { scope: "row" }, label, note ? h("span", { class: "hint", text: note }) : null), h("td", {}, restore));
  const rows = builds.map((build) =>
    row(
      build.id,
      when(build.time),
      [words.pagesCount(build.pages), build.note].filter(Boolean).join(" · "),
      button(words.restore, () => void attempt(() => restore(build)), { class: "small" }),
    ),
  );
  const restore = async (build: PastBuild): Promise<void> => {
    const { text } = await api.restore(target.id, build.id);
    dialog.close();
    target.replace(text);
    toast(words.restored);
  };
  const older = dropZone(words.compareFile, ".docx,.pdf,.json", (file) =>
    void attempt(async () => {
      const { page } = await api.compareFile(target.id, file);
      frame.src = page;
    }),
  );
  fill(
    dialog.body,
    h(
      "div",
      { class: "history" },
      h(
        "div",
        { class: "history-list" },
        h("p", { class: "hint", text: builds.length ? words.historyHint : words.historyNone }),
        !builds.length ? null : h(
          "table",
          {},
          h("thead", {}, h("tr", {}, h("th", { scope: "col", text: words.older }), h("th", { scope: "col", text: words.newer }), h("td"), h("td"))),
          h("tbody", {}, row(NOW, words.now, "", null), rows),
        ),
        builds.length ? button(words.compare, compare, { class: "primary" }) : null,
        older,
      ),
      frame,
    ),
  );
  if (builds.length) compare();
}

/** Return a time as people say it here. */
function when(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.valueOf())
    ? time
    : date.toLocaleString(words.language === "zh" ? "zh-CN" : "en-GB", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
}
