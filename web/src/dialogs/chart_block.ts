/** Changes single lines of a chart's block, so that all else the program proposed stays as it is. */

const quote = (text: string): string => JSON.stringify(text);

/** Return the block with another kind. */
export function withKind(block: string, kind: string): string {
  return block.replace(/^kind:.*$/m, () => `kind: ${kind}`);
}

/** Return the block with another title. */
export function withTitle(block: string, title: string): string {
  return /^title:/m.test(block)
    ? block.replace(/^title:.*$/m, () => `title: ${quote(title)}`)
    : block.replace(/^kind:.*$/m, (line) => `${line}\ntitle: ${quote(title)}`);
}

/** Return the lines of the block from where each row begins, as [first, past the last]. */
function rowSpans(lines: readonly string[]): [number, number][] {
  const start = lines.findIndex((line) => /^rows:\s*$/.test(line));
  if (start < 0) return [];
  const indent = /^(\s+)\S/.exec(lines[start + 1] ?? "")?.[1] ?? "";
  if (!indent) return [];
  const spans: [number, number][] = [];
  for (let index = start + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (!line.startsWith(indent) && line.trim()) break;
    if (line.startsWith(indent) && !/^\s/.test(line.slice(indent.length))) spans.push([index, index + 1]);
    else if (spans.length) (spans.at(-1) as [number, number])[1] = index + 1;
  }
  return spans;
}

/** Return how many rows the block has. */
export function rowCount(block: string): number {
  return rowSpans(block.split("\n")).length;
}

/** Return the block with only the rows whose numbers, from 0, are given. */
export function withRows(block: string, rows: ReadonlySet<number>): string {
  const lines = block.split("\n");
  const gone = new Set<number>();
  rowSpans(lines).forEach(([from, to], row) => {
    if (!rows.has(row)) for (let index = from; index < to; index += 1) gone.add(index);
  });
  return lines.filter((_, index) => !gone.has(index)).join("\n");
}
