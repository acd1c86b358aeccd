/** The data that the server sends and takes. Lines and columns count from 1, lengths on pages are points. */

export type Severity = "error" | "warning" | "note";

/** A change that mends a finding; one that is not certain is a proposal. */
export interface Fix {
  id: string;
  title: string;
  certain?: boolean;
}

export interface Finding {
  code: string;
  variant: string;
  severity: Severity;
  message: string;
  hint: string;
  line: number;
  column: number;
  endColumn?: number;
  /** Where it stands in another file than the source. */
  file?: string;
  /** From 0, as in headings. */
  page?: number;
  fixes: Fix[];
  allowable: boolean;
}

export interface Doc {
  id: string;
  name: string;
  file: string;
  folder: string;
  template: string;
  kind: string;
  editable: boolean;
  revision: string;
}

export interface Template {
  name: string;
  title: string;
  description: string;
  kind: "briefing" | "official" | "own";
  pictures: string[];
}

export interface State {
  version: string;
  language: string;
  folder: string;
  project: boolean;
  documents: Doc[];
  templates: Template[];
  limits: { upload: number };
}

export interface Dropped {
  documents: Doc[];
  findings: Finding[];
}

export interface Source {
  text: string;
  revision: string;
}

export interface Page {
  hash: string;
  width: number;
  height: number;
  label: string;
}

/** `page` counts from 0, `y` is in points from its top. */
export interface Heading {
  text: string;
  level: number;
  line: number;
  page: number;
  y: number;
}

export interface Built {
  id: string;
  seq: number;
  revision: string;
  pages: Page[];
  outline: Heading[];
  /** Missing in the first message of a build, which has the pages already. */
  findings?: Finding[];
  milliseconds: number;
  complete?: boolean;
}

export interface Failed {
  id: string;
  seq: number;
  findings: Finding[];
}

export interface Changed {
  id: string;
  revision: string;
}

export interface Progress {
  job: string;
  done: number;
  total: number;
  state: "building" | "done" | "failed";
  failures: { n: number; name: string; message: string }[];
}

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  figure?: string;
}

export interface Figure {
  id: string;
  name: string;
  value: string;
  unit: string;
  text: string;
  line: number;
  column: number;
  subject?: string;
  period?: string | null;
  source: { file: string; line: number; column: number; sheet?: string; cell?: string; sentence: string; section?: string };
  places: { page: number; x: number; y: number; text: string }[];
  partners?: { id: string; text: string; subject?: string; period?: string | null }[];
  editable: boolean;
  arithmetic?: string;
  marked: boolean;
  keyFigure: boolean;
}

export type FigureAction = "rename" | "mark" | "unmark" | "key" | "unkey";

export interface Proposal {
  id: string;
  kind: string;
  title: string;
  rows: { label: string; facts: string[] }[];
  block: string;
  reason?: string;
  warnings?: string[];
}

export interface WordEdit {
  id: string;
  line: number;
  before: string;
  after: string;
  kind: string;
  follows: string[];
  conflict: boolean;
  /** What the source says where both were changed. */
  ours: string;
  /** The source has it already. */
  applied: boolean;
}

export interface WordReview {
  session: string;
  edits: WordEdit[];
  /** Edits that cannot be taken over by themselves. */
  left: { line: number; text: string; reason: string }[];
  findings: Finding[];
}

export interface PastBuild {
  id: string;
  time: string;
  pages: number;
  note: string;
}

export interface Many {
  job: string;
  rows: { n: number; name: string; line: number; values: string[] }[];
  columns: string[];
  findings: Finding[];
}
