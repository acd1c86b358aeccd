import { add, button, type Child, freshId, h } from "./dom";
import { words } from "./words";

export interface Dialog {
  element: HTMLDialogElement;
  body: HTMLElement;
  foot: HTMLElement;
  close: () => void;
}

/** Open a dialog over the page; Escape and the cross close it, and the focus goes back to where it was. */
export function openDialog(title: string, look: "small" | "large" | "full" = "small", closed?: () => void): Dialog {
  const id = freshId("dialog");
  const body = h("div", { class: "dialog-body" });
  const foot = h("div", { class: "dialog-foot" });
  const element = h("dialog", { class: `dialog ${look}`, "aria-labelledby": id });
  const close = (): void => element.close();
  add(
    element,
    h("div", { class: "dialog-head" }, h("h2", { id, text: title }), button(words.close, close, { icon: "close", bare: true })),
    body,
    foot,
  );
  const back = document.activeElement;
  element.addEventListener("close", () => {
    element.remove();
    closed?.();
    if (back instanceof HTMLElement && back.isConnected) back.focus();
  });
  document.body.append(element);
  element.showModal();
  return { element, body, foot, close };
}

/** Return a field with its label. */
export function field(label: string, control: HTMLElement, hint?: string): HTMLElement {
  const id = control.id || freshId("field");
  control.id = id;
  const note = hint ? h("p", { class: "hint", id: `${id}-hint`, text: hint }) : null;
  if (note) control.setAttribute("aria-describedby", note.id);
  return h("div", { class: "field" }, h("label", { for: id, text: label }), control, note);
}

/** Return a menu that opens under its button: arrow keys move, Escape closes. */
export function menu(opener: HTMLButtonElement, items: readonly { label: string; run: () => void; checked?: () => boolean }[]): HTMLElement {
  const id = freshId("menu");
  const list = h("div", { class: "menu", role: "menu", id, hidden: true, "aria-label": opener.textContent || opener.title });
  opener.setAttribute("aria-haspopup", "menu");
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", id);
  const close = (focus: boolean): void => {
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (focus) opener.focus();
  };
  const entries = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>(".menu-item")];
  const open = (): void => {
    list.replaceChildren(
      ...items.map((item) =>
        h("button", {
          type: "button",
          class: "menu-item",
          role: item.checked ? "menuitemradio" : "menuitem",
          "aria-checked": item.checked ? String(item.checked()) : undefined,
          tabindex: "-1",
          text: item.label,
          onclick: () => {
            close(true);
            item.run();
          },
        }),
      ),
    );
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    entries()[0]?.focus();
  };
  opener.addEventListener("click", () => (list.hidden ? open() : close(true)));
  list.addEventListener("keydown", (event) => {
    const all = entries();
    const now = all.indexOf(document.activeElement as HTMLElement);
    if (event.key === "Escape") close(true);
    else if (event.key === "Tab") close(false);
    else if (event.key === "ArrowDown") all[(now + 1) % all.length]?.focus();
    else if (event.key === "ArrowUp") all[(now - 1 + all.length) % all.length]?.focus();
    else if (event.key === "Home") all[0]?.focus();
    else if (event.key === "End") all.at(-1)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!list.hidden && event.target instanceof Node && !list.contains(event.target) && !opener.contains(event.target)) close(false);
  });
  return h("div", { class: "menu-holder" }, opener, list);
}

/** Return an area that takes a file by drop or by a button. */
export function dropZone(text: string, accept: string, take: (file: File) => void, extra?: Child): HTMLElement {
  const input = h("input", { type: "file", accept, class: "visually-hidden", tabindex: "-1", "aria-label": text });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) take(file);
    input.value = "";
  });
  const zone = h(
    "div",
    { class: "drop small", dataset: { drop: "own" } },
    h("p", { text }),
    button(words.chooseFile, () => input.click(), { icon: "upload", class: "primary" }),
    input,
    extra,
  );
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    zone.classList.remove("over");
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
  return zone;
}
