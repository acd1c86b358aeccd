import type { Box } from "../types";

/** Return the smallest box around a point of a page, with a little room around each for a finger. */
export function boxAt(boxes: readonly Box[], x: number, y: number, room = 2): Box | undefined {
  const around = boxes.filter((box) => x >= box.x - room && x <= box.x + box.w + room && y >= box.y - room && y <= box.y + box.h + room);
  const size = (box: Box): number => box.w * box.h;
  return around.sort((left, right) => Number(Boolean(right.figure)) - Number(Boolean(left.figure)) || size(left) - size(right))[0];
}

/** A stretch of one line of the source. */
export interface Stretch {
  line: number;
  from: number;
  to: number;
}

export interface Printed {
  boxes: Box[];
  /** How far what is printed stands from what was looked for: 0 for the place itself. */
  distance: number;
}

const FAR = 10_000; // more columns than a line has, so that another line is always farther

/** Return the boxes of a page that print a stretch of the source, else what is printed of the lines just above it. */
export function boxesOf(boxes: readonly Box[], stretch: Stretch): Printed {
  const within = boxes.filter((box) => box.line <= stretch.line && stretch.line <= box.endLine);
  const overlapping = within.filter(
    (box) => box.line !== box.endLine || (box.column < stretch.to && Math.max(box.endColumn, box.column + 1) > stretch.from),
  );
  if (overlapping.length) return { boxes: overlapping, distance: 0 };
  if (within.length) {
    const gap = (box: Box): number => Math.max(box.column - stretch.to, stretch.from - box.endColumn, 0);
    const least = Math.min(...within.map(gap));
    return { boxes: within.filter((box) => gap(box) === least), distance: least + 1 };
  }
  const above = Math.max(...boxes.filter((box) => box.line < stretch.line).map((box) => box.line), 0);
  return { boxes: boxes.filter((box) => box.line === above), distance: above ? (stretch.line - above) * FAR : Infinity };
}

/** Return the sentence around a column of a line, columns counted from 1. */
export function sentenceAround(text: string, line: number, column: number): Stretch {
  const at = Math.min(column - 1, text.length);
  const ends = /[。！？；]["”’』」）)]*/gu;
  let from = 0;
  for (let match = ends.exec(text); match; match = ends.exec(text)) {
    const end = match.index + match[0].length;
    if (end > at) return { line, from: from + 1, to: end + 1 };
    from = end;
  }
  return { line, from: from + 1, to: text.length + 1 };
}
