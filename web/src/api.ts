import type * as Data from "./types";
import { words } from "./words";

/** What the server answered when it could not do what it was asked. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly hint: string,
    readonly body: unknown,
  ) {
    super(message);
  }
}

type Body = FormData | object | undefined;

async function request(method: string, path: string, body?: Body, signal?: AbortSignal): Promise<Response> {
  const isForm = body instanceof FormData;
  const headers: Record<string, string> = { "Accept-Language": words.language };
  if (body && !isForm) headers["Content-Type"] = "application/json";
  const answer = await fetch(path, {
    method,
    headers,
    body: body === undefined ? null : isForm ? body : JSON.stringify(body),
    signal: signal ?? null,
  });
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as Partial<{ code: string; message: string; hint: string }>;
  throw new ApiError(answer.status, problem.code ?? "", problem.message ?? words.failed, problem.hint ?? "", problem);
}

async function json<T>(method: string, path: string, body?: Body, signal?: AbortSignal): Promise<T> {
  return (await (await request(method, path, body, signal)).json()) as T;
}

function form(entries: Record<string, string | Blob | readonly File[]>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(entries)) {
    if (value instanceof Blob || typeof value === "string") data.append(name, value);
    else for (const file of value) data.append(name, file, file.name);
  }
  return data;
}

/** Return the address of a document, or of something that belongs to it. */
function at(id: string, ...rest: string[]): string {
  return ["/api/docs", id, ...rest].map((part, index) => (index ? encodeURIComponent(part) : part)).join("/");
}

/** A name of this tab, so that its builds are overtaken by its own only. */
const client = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");

type Place = Pick<Data.Finding, "code" | "variant" | "line" | "column">;

const place = ({ code, variant, line, column }: Place): Place => ({ code, variant, line, column });

export const api = {
  state: () => json<Data.State>("GET", "/api/state"),
  drop: (files: readonly File[], text: string, template: string) =>
    json<Data.Dropped>("POST", "/api/drop", form({ files, text, template })),
  source: (id: string) => json<Data.Source>("GET", at(id, "source")),
  live: async (id: string, build: { text: string; seq: number; revision: string; scale: number }): Promise<void> => {
    await request("POST", at(id, "live"), { ...build, client });
  },
  save: (id: string, text: string, base: string) => json<{ revision: string }>("PUT", at(id, "source"), { text, base }),
  picture: (id: string, hash: string, scale: number) => `${at(id, "pages", `${hash}.png`)}?scale=${scale}`,
  map: (id: string, hash: string, seq: number) => json<{ boxes: Data.Box[] }>("GET", `${at(id, "map", hash)}?seq=${seq}`),
  figures: (id: string) => json<Data.Figure[]>("GET", at(id, "figures")),
  changeFigure: (id: string, figure: string, action: Data.FigureAction, text: string, base: string, name?: string) =>
    json<{ text: string }>("POST", at(id, "figures", figure), { action, text, base, ...(name ? { name } : {}) }),
  proposals: (id: string, figure?: string) =>
    json<Data.Proposal[]>("GET", at(id, "charts", "proposals") + (figure ? `?figure=${encodeURIComponent(figure)}` : "")),
  previewChart: async (id: string, block: string, text: string, signal: AbortSignal): Promise<Blob> =>
    (await request("POST", at(id, "charts", "preview"), { block, text }, signal)).blob(),
  insertChart: (id: string, block: string, line: number, text: string) =>
    json<{ text: string; line: number }>("POST", at(id, "charts", "insert"), { block, line, text }),
  fix: (id: string, finding: Place, fix: string, text: string) =>
    json<{ text: string }>("POST", at(id, "fix"), { finding: place(finding), fix, text }),
  allow: (id: string, finding: Place, reason: string, text: string) =>
    json<{ text: string }>("POST", at(id, "allow"), { finding: place(finding), reason, text }),
  download: (id: string, file: string, inline = false) => at(id, "download", file) + (inline ? "?show=1" : ""),
  word: (id: string, file: File, text: string) => json<Data.WordReview>("POST", at(id, "word"), form({ files: [file], text })),
  acceptWord: (id: string, session: string, accept: string[], text: string) =>
    json<{ text: string; remaining: string[] }>("POST", at(id, "word", session), { accept, text }),
  history: (id: string) => json<Data.PastBuild[]>("GET", at(id, "history")),
  comparison: (id: string, older: string, newer: string) =>
    `${at(id, "compare")}?old=${encodeURIComponent(older)}&new=${encodeURIComponent(newer)}`,
  compareFile: (id: string, file: File) => json<{ page: string }>("POST", at(id, "compare"), form({ files: [file] })),
  convert: (id: string) => json<{ document: Data.Doc; findings: Data.Finding[] }>("POST", at(id, "convert"), {}),
  restore: (id: string, build: string) => json<{ text: string }>("POST", at(id, "restore"), { id: build }),
  many: (id: string, table: File, text: string) => json<Data.Many>("POST", "/api/many", form({ id, table: [table], text })),
  manyRow: (job: string, row: number) => json<{ id: string; name: string }>("GET", `/api/many/${encodeURIComponent(job)}/row/${row}`),
  buildMany: async (job: string, formats: readonly string[]): Promise<void> => {
    await request("POST", `/api/many/${encodeURIComponent(job)}/build`, { formats });
  },
  manyZip: (job: string) => `/api/many/${encodeURIComponent(job)}.zip`,
  openFolder: async (): Promise<void> => {
    await request("POST", "/api/open-folder", {});
  },
  quit: async (): Promise<void> => {
    await request("POST", "/api/quit", {});
  },
};
