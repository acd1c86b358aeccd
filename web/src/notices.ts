import { ApiError } from "./api";
import { button, fill, h } from "./dom";
import { words } from "./words";

const live = h("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });
const urgent = h("div", { class: "visually-hidden", role: "alert" });
const stack = h("div", { class: "toasts" });

/** Put the places for notices on the page; screen readers read what appears in them. */
export function mountNotices(): void {
  document.body.append(live, urgent, stack);
}

/** Say something to screen readers only. */
export function announce(text: string): void {
  live.textContent = text;
}

interface Action {
  label: string;
  run: () => void;
}

/** Show a short message for some seconds, with a way on if there is one. */
export function toast(text: string, action?: Action, kind: "info" | "error" = "info"): void {
  const note = h("div", { class: `toast ${kind}` }, h("span", { text }));
  const close = (): void => note.remove();
  if (action) {
    note.append(
      button(action.label, () => {
        close();
        action.run();
      }),
    );
  }
  note.append(button(words.close, close, { icon: "close", bare: true }));
  stack.append(note);
  while (stack.childElementCount > 3) stack.firstElementChild?.remove();
  (kind === "error" ? urgent : live).textContent = text;
  let timer = window.setTimeout(close, kind === "error" ? 12_000 : 6_000);
  note.addEventListener("pointerenter", () => window.clearTimeout(timer));
  note.addEventListener("focusin", () => window.clearTimeout(timer));
  note.addEventListener("pointerleave", () => (timer = window.setTimeout(close, 3_000)));
}

/** Show what went wrong, in the server's words where it gave some. */
export function complain(error: unknown): void {
  if (error instanceof DOMException && error.name === "AbortError") return;
  if (error instanceof ApiError) toast([error.message, error.hint].filter(Boolean).join(" "), undefined, "error");
  else toast(error instanceof TypeError ? words.offline : words.failed, undefined, "error");
  if (!(error instanceof ApiError)) console.error(error);
}

/** Run something and show what goes wrong in it. */
export async function attempt(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    complain(error);
  }
}

/** A bar across the page that stays until something is chosen. */
export function bar(text: string, actions: readonly Action[]): { element: HTMLElement; close: () => void } {
  const element = h("div", { class: "bar", role: "alert" });
  fill(
    element,
    h("span", { text }),
    h("div", { class: "row" }, actions.map((action) => button(action.label, action.run))),
  );
  return { element, close: () => element.remove() };
}
