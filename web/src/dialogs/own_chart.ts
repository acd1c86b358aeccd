import type { Figure, Proposal } from "../types";

const MOST_ROWS = 12;

/** Return a chart of a figure and those of its unit in its section, for whoever wants one that nobody proposed. */
export function ownChart(figure: Figure, all: readonly Figure[]): Proposal | undefined {
  const alike = all.filter(
    (other) =>
      other.editable && other.unit === figure.unit && other.subject && /^-?[\d.]+$/.test(other.value) && other.source.section === figure.source.section,
  );
  const rows = new Map<string, string>();
  for (const other of alike) if (!rows.has(other.subject ?? "")) rows.set(other.subject ?? "", other.id);
  if (!rows.size || rows.size > MOST_ROWS) return undefined;
  const title = figure.source.section?.split(/[\u3000 ]/).at(-1) || (figure.subject ?? figure.text);
  const lines = [...rows].map(([label, id]) => `  ${JSON.stringify(label)}: ${id}`);
  return {
    id: "own",
    kind: "bar",
    title,
    rows: [...rows].map(([label, id]) => ({ label, facts: [id] })),
    block: ["```chart #fig:chart-1", "kind: bar", `title: ${JSON.stringify(title)}`, `unit: ${JSON.stringify(figure.unit)}`, "rows:", ...lines, "```"].join("\n"),
  };
}
