export type Appearance = "system" | "light" | "dark";

const KEY = "jzdocs.appearance";

export function appearance(): Appearance {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** Take an appearance, now and when the page is opened again. */
export function setAppearance(choice: Appearance): void {
  localStorage.setItem(KEY, choice);
  apply();
}

const dark = matchMedia("(prefers-color-scheme: dark)");

function apply(): void {
  const choice = appearance();
  document.documentElement.dataset.theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
}

/** Follow the choice, or the system. */
export function watchAppearance(): void {
  apply();
  dark.addEventListener("change", apply);
}
