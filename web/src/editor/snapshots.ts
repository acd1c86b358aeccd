import { ChangeSet, type Text } from "@codemirror/state";

interface Snapshot {
  seq: number;
  doc: Text;
  changes: ChangeSet; // from `doc` to the text that stands in the editor now
}

export interface Place {
  line: number;
  column: number;
}

/** Remembers the texts that were sent to be built, so that places in a built page stay right while somebody types. */
export class Snapshots {
  private snapshots: Snapshot[] = [];

  take(seq: number, doc: Text): void {
    this.snapshots.push({ seq, doc, changes: ChangeSet.empty(doc.length) });
  }

  /** Follow a change of the editor's text. */
  changed(changes: ChangeSet): void {
    for (const snapshot of this.snapshots) snapshot.changes = snapshot.changes.compose(changes);
  }

  /** Forget the texts older than this build. */
  forgetBefore(seq: number): void {
    this.snapshots = this.snapshots.filter((snapshot) => snapshot.seq >= seq);
  }

  /** Return where a place of the built text stands now, as an offset. */
  toOffset(seq: number, place: Place, side: -1 | 1 = 1): number | undefined {
    const snapshot = this.snapshots.find((entry) => entry.seq === seq);
    if (!snapshot || place.line < 1 || place.line > snapshot.doc.lines) return undefined;
    const line = snapshot.doc.line(place.line);
    return snapshot.changes.mapPos(Math.min(line.from + Math.max(place.column - 1, 0), line.to), side);
  }

  /** Return a line of the built text. */
  lineText(seq: number, line: number): string {
    const snapshot = this.snapshots.find((entry) => entry.seq === seq);
    return snapshot && line >= 1 && line <= snapshot.doc.lines ? snapshot.doc.line(line).text : "";
  }

  /** Return where an offset of now stood in the built text. */
  toPlace(seq: number, offset: number): Place | undefined {
    const snapshot = this.snapshots.find((entry) => entry.seq === seq);
    if (!snapshot) return undefined;
    const back = snapshot.changes.invertedDesc.mapPos(offset);
    const line = snapshot.doc.lineAt(back);
    return { line: line.number, column: back - line.from + 1 };
  }
}
