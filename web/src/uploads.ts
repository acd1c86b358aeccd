import { toast } from "./notices";
import { words } from "./words";

export const SOURCES = ".txt,.md,.j2,.docx,.doc,.wps,.rtf,.odt,.pdf,.html,.htm,.mht,.mhtml,.xlsx,.xls,.csv,.tsv,.ods,.et";
export const TABLES = ".xlsx,.xls,.csv,.tsv,.ods,.et,.json,.parquet";

export const isTable = (name: string): boolean => /\.(xlsx|xlsm|xls|csv|tsv|ods|et|parquet)$/i.test(name);
export const isWord = (name: string): boolean => /\.docx$/i.test(name);

/** Leave out files that are larger than the server takes, and say so. */
export function withinLimit(files: readonly File[], limit: number): File[] {
  const size = limit >= 1 << 20 ? `${Math.floor(limit / (1 << 20))} MB` : `${Math.floor(limit / 1024)} KB`;
  return files.filter((file) => {
    if (!limit || file.size <= limit) return true;
    toast(words.tooLarge(file.name, size), undefined, "error");
    return false;
  });
}

/** Call `take` with files that are dropped anywhere on the page; while they hover, the page says what will happen. */
export function dropAnywhere(note: HTMLElement, take: (files: File[]) => void): () => void {
  let depth = 0;
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  const show = (visible: boolean): void => void (note.hidden = !visible);
  const handlers: [string, (event: DragEvent) => void][] = [
    ["dragenter", (event) => holdsFiles(event) && show((depth += 1) > 0 && !document.querySelector("dialog[open]"))],
    ["dragleave", (event) => holdsFiles(event) && show((depth -= 1) > 0 && !document.querySelector("dialog[open]"))],
    ["dragover", (event) => holdsFiles(event) && event.preventDefault()],
    [
      "drop",
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        depth = 0;
        show(false);
        if (!document.querySelector("dialog[open]")) take([...(event.dataTransfer?.files ?? [])]);
      },
    ],
  ];
  for (const [name, handler] of handlers) window.addEventListener(name, handler as EventListener);
  return () => {
    for (const [name, handler] of handlers) window.removeEventListener(name, handler as EventListener);
  };
}
