import "./styles/app.css";
import { api } from "./api";
import { watchAppearance } from "./appearance";
import { fill, h } from "./dom";
import { connect, on } from "./events";
import { attempt, mountNotices, toast } from "./notices";
import { StartScreen } from "./start";
import { words } from "./words";
import { Workbench } from "./workbench/workbench";

const stage = h("div", { class: "stage" });
let shown: { element: HTMLElement; close(): void } | undefined;
let latest = 0;

/** Show what the address names: a document, or the first screen. */
async function route(): Promise<void> {
  latest += 1;
  const mine = latest;
  await attempt(async () => {
    const id = new URLSearchParams(location.hash.slice(1)).get("doc");
    const state = await api.state();
    const doc = state.documents.find((entry) => entry.id === id);
    const source = doc ? await api.source(doc.id) : undefined;
    if (mine !== latest) return;
    shown?.close();
    if (doc && source) shown = new Workbench(state, doc, source, { home: () => go(""), open, quit: ended });
    else {
      document.title = "jzdocs";
      shown = new StartScreen(state, open);
    }
    fill(stage, shown.element);
  });
}

function go(hash: string): void {
  location.hash = hash;
}

function open(id: string): void {
  go(`doc=${encodeURIComponent(id)}`);
}

function ended(): void {
  events.close();
  shown?.close();
  fill(stage, h("main", { class: "ended" }, h("p", { text: words.ended })));
}

watchAppearance();
document.body.append(stage);
mountNotices();
const events = connect();
on("offline", () => toast(words.offline, undefined, "error"));
on("online", () => toast(words.online));
window.addEventListener("hashchange", () => void route());
// a file that is dropped beside a place for it must not take the page away
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
void route();
