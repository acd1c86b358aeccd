/** Makes elements. Everything on the page is made here, so that text is always text and never markup. */

export type Child = Node | string | null | undefined | false;

type Handlers = { [K in keyof HTMLElementEventMap as `on${K}`]?: (event: HTMLElementEventMap[K]) => void };

interface Special {
  class?: string;
  text?: string;
  dataset?: Record<string, string>;
}

type Attributes = Special & Handlers & Record<string, unknown>;

/** Return an element; attributes that are false or undefined are left out, `on…` are listeners. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue;
    if (name === "text") element.textContent = String(value);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (name.startsWith("on") && typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, ...children);
  return element;
}

/** Append children, leaving out those that are nothing. */
export function add(parent: Element, ...children: (Child | Child[])[]): void {
  for (const child of children.flat()) if (child) parent.append(child);
}

/** Put these children in the place of all that the element holds. */
export function fill(parent: Element, ...children: (Child | Child[])[]): void {
  parent.replaceChildren();
  add(parent, ...children);
}

/** Return an icon drawn with strokes on a grid of 24; decoration, so hidden from screen readers. */
export function icon(name: IconName): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const ICONS = {
  home: "M4 11l8-7 8 7M6 10v9h12v-9",
  undo: "M8 7L4 11l4 4M4 11h10a5 5 0 0 1 0 10h-2",
  redo: "M16 7l4 4-4 4M20 11H10a5 5 0 0 0 0 10h2",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21",
  chart: "M5 20V10M12 20V4M19 20v-7",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  contents: "M5 6h14M5 12h9M5 18h11",
  single: "M7 3h10v18H7z",
  double: "M3 5h8v14H3zM13 5h8v14h-8z",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  word: "M14 3H6v18h12V7zM14 3v4h4M9 12l1.2 5 1.8-4 1.8 4 1.2-5",
  history: "M4 12a8 8 0 1 0 3-6.2M4 4v4h4M12 8v4l3 2",
  upload: "M12 16V5M7 9l5-5 5 5M5 20h14",
  folder: "M3 6h6l2 2h10v11H3z",
  file: "M14 3H6v18h12V7zM14 3v4h4",
  check: "M5 12l5 5L19 7",
  alert: "M12 4L2.5 20h19zM12 10v4M12 17h.01",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
  chevron: "M8 10l4 4 4-4",
  key: "M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.5L4 9.7 9.6 9z",
  pencil: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  keyboard: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 15h8",
} as const;

export type IconName = keyof typeof ICONS;

/** Return a button with an icon and a text; with `bare` the text is only its label. */
export function button(
  label: string,
  action: (event: MouseEvent) => void,
  look: { icon?: IconName; class?: string; bare?: boolean; hint?: string } = {},
): HTMLButtonElement {
  const classes = ["button", look.bare ? "bare" : "", look.class ?? ""].filter(Boolean).join(" ");
  return h(
    "button",
    { type: "button", class: classes, title: look.hint ?? (look.bare ? label : undefined), "aria-label": look.bare ? label : undefined, onclick: action },
    look.icon ? icon(look.icon) : null,
    look.bare ? null : h("span", { text: label }),
  );
}

let counter = 0;

/** Return an id that no other element has. */
export function freshId(stem: string): string {
  counter += 1;
  return `${stem}-${counter}`;
}
