import type { Box } from "../types";

/** Return the smallest box around a point of a page, with a little room around each for a finger. */
export function boxAt(boxes: readonly Box[], x: number, y: number, room = 2): Box | undefined {
  const around = boxes.filter((box) => x >= box.x - room && x <= box.x + box.w + room && y >= box.y - room && y <= box.y + box.h + room);
  const size = (box: Box): number => box.w * box.h;
  return around.sort((left, right) => Number(Boolean(right.figure)) - Number(Boolean(left.figure)) || size(left) - size(right))[0];
}

const before = (line: number, column: number, otherLine: number, otherColumn: number): boolean =>
  line < otherLine || (line === otherLine && column <= otherColumn);

/** Return the boxes that print the narrowest piece of source around a place. */
export function boxesOf(boxes: readonly Box[], line: number, column: number): Box[] {
  const around = boxes.filter((box) => before(box.line, box.column, line, column) && before(line, column, box.endLine, box.endColumn));
  const width = (box: Box): number => (box.endLine - box.line) * 10_000 + box.endColumn - box.column;
  const narrowest = Math.min(...around.filter((box) => !box.figure).map(width), Infinity);
  const chosen = around.filter((box) => !box.figure && width(box) === narrowest);
  return chosen.length ? chosen : around;
}
