import { h } from "../dom";
import { words } from "../words";

const KEY = "jzdocs.divider";

/** Return a divider that shares out the room between source and pages, by pointer or arrow keys. */
export function divider(holder: HTMLElement): HTMLElement {
  const bar = h("div", { class: "divider", role: "separator", tabindex: "0", "aria-label": words.divider, "aria-valuemin": "20", "aria-valuemax": "80" });
  const upright = (): boolean => getComputedStyle(holder).getPropertyValue("--flow").trim() === "row";
  const set = (share: number): void => {
    const rounded = Math.round(Math.min(Math.max(share, 20), 80) * 10) / 10;
    holder.style.setProperty("--share", `${rounded}%`);
    bar.setAttribute("aria-valuenow", String(Math.round(rounded)));
    localStorage.setItem(KEY, String(rounded));
  };
  const now = (): number => Number(bar.getAttribute("aria-valuenow"));
  set(Number(localStorage.getItem(KEY)) || 44);
  const turn = (): void => bar.setAttribute("aria-orientation", upright() ? "vertical" : "horizontal");
  new ResizeObserver(turn).observe(holder);
  bar.addEventListener("pointerdown", (event) => {
    bar.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => {
      const frame = holder.getBoundingClientRect();
      set(upright() ? ((moved.clientX - frame.left) / frame.width) * 100 : ((moved.clientY - frame.top) / frame.height) * 100);
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("pointerup", () => bar.removeEventListener("pointermove", move), { once: true });
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -3, ArrowUp: -3, ArrowRight: 3, ArrowDown: 3 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(now() + step);
  });
  return bar;
}
