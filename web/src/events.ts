import type { Built, Changed, Failed, Progress } from "./types";

interface Events {
  built: Built;
  failed: Failed;
  changed: Changed;
  progress: Progress;
  documents: Record<string, never>;
  offline: null;
  online: null;
}

type Listener<K extends keyof Events> = (data: Events[K]) => void;

const listeners: { [K in keyof Events]: Set<Listener<K>> } = {
  built: new Set(),
  failed: new Set(),
  changed: new Set(),
  progress: new Set(),
  documents: new Set(),
  offline: new Set(),
  online: new Set(),
};

/** Call `listener` on each event of this kind; return a function that ends it. */
export function on<K extends keyof Events>(kind: K, listener: Listener<K>): () => void {
  listeners[kind].add(listener);
  return () => listeners[kind].delete(listener);
}

function emit<K extends keyof Events>(kind: K, data: Events[K]): void {
  for (const listener of [...listeners[kind]]) listener(data);
}

/** Listen to the server for as long as the page is open; the browser connects again by itself. */
export function connect(): EventSource {
  const source = new EventSource("/api/events");
  let lost = false;
  for (const kind of ["built", "failed", "changed", "progress", "documents"] as const) {
    source.addEventListener(kind, (event) => emit(kind, JSON.parse((event as MessageEvent<string>).data || "{}") as never));
  }
  source.addEventListener("error", () => {
    if (!lost) emit("offline", null);
    lost = true;
  });
  source.addEventListener("open", () => {
    if (lost) emit("online", null);
    lost = false;
  });
  return source;
}
