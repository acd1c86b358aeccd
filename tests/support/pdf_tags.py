"""A check of a tagged PDF's structure: what is painted ↔ parent tree ↔ structure tree, both ways, and what PDF/UA
asks of the elements."""

from __future__ import annotations

from typing import Any

import pikepdf
from msgspec import Struct, field

PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "INLINE IMAGE"}


class Check(Struct):
    """Collects what is wrong with one PDF."""

    pdf: pikepdf.Pdf
    faults: list[str] = field(default_factory=list)
    tree: dict[tuple[Any, int], Any] = field(default_factory=dict)
    parents: dict[int, Any] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    headings: list[int] = field(default_factory=list)
    annotations: set[Any] = field(default_factory=set)

    def run(self) -> list[str]:
        root = self.pdf.Root
        if not root.get("/MarkInfo", {}).get("/Marked"):
            self.faults.append("not marked")
        if not str(root.get("/Lang", "")):
            self.faults.append("no language")
        structure = root.get("/StructTreeRoot")
        if structure is None:
            return [*self.faults, "no structure tree"]
        numbers = structure.ParentTree.Nums
        self.parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        self._element(structure.K, structure)
        for number, page in enumerate(self.pdf.pages, 1):
            self._page(number, page)
        for before, after in zip([0, *self.headings], self.headings, strict=False):
            if after > before + 1:
                self.faults.append(f"H{after} after H{before}")
        return self.faults

    def _element(self, node: Any, parent: Any, page: Any = None) -> None:
        kind = str(node.get("/S", ""))
        if node.get("/P") is None or node.P.objgen != parent.objgen:
            self.faults.append(f"{kind}: wrong parent")
        self._asked(kind, node)
        kids = node.get("/K")
        for kid in [] if kids is None else kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int) or kid.get("/Type") == "/MCR":
                key = (node.Pg.objgen, int(kid)) if isinstance(kid, int) else (kid.Pg.objgen, int(kid.MCID))
                if key in self.tree:
                    self.faults.append(f"MCID {key} twice in the tree")
                self.tree[key] = node
            elif kid.get("/Type") == "/OBJR":
                self.annotations.add(kid.Obj.objgen)
                number = kid.Obj.get("/StructParent")
                if number is None or int(number) not in self.parents or self.parents[int(number)].objgen != node.objgen:
                    self.faults.append("annotation and parent tree disagree")
            else:
                self._element(kid, node)

    def _asked(self, kind: str, node: Any) -> None:
        if kind == "/Figure" and not str(node.get("/Alt", "")):
            self.faults.append("Figure without alternative text")
        if kind == "/TH" and "/Scope" not in node.get("/A", {}):
            self.faults.append("TH without scope")
        if kind == "/Note":
            name = str(node.get("/ID", ""))
            if not name or name in self.ids:
                self.faults.append("Note without an id of its own")
            self.ids.add(name)
        if len(kind) == 3 and kind[1] == "H" and kind[2].isdigit():
            self.headings.append(int(kind[2]))

    def _page(self, number: int, page: Any) -> None:
        entries = self.parents.get(int(page.obj.get("/StructParents", -1)))
        if entries is None:
            self.faults.append(f"page {number}: not in the parent tree")
            return
        stack: list[int | str | None] = []
        used: set[int] = set()
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                stack.append(self._begin(number, page, operands, entries, used, stack))
            elif name == "EMC":
                if not stack:
                    self.faults.append(f"page {number}: EMC without BDC")
                    return
                stack.pop()
            elif name in PAINTING and not any(s is not None for s in stack):
                self.faults.append(f"page {number}: {name} outside marked content")
        if stack:
            self.faults.append(f"page {number}: marked content is never closed")
        for mcid in range(len(entries)):
            if mcid not in used:
                self.faults.append(f"page {number}: MCID {mcid} is not in the content")
        for key in self.tree:
            if key[0] == page.obj.objgen and key[1] not in used:
                self.faults.append(f"page {number}: MCID {key[1]} of the tree is not in the content")
        for annotation in page.get("/Annots", []):
            if annotation.objgen not in self.annotations:
                self.faults.append(f"page {number}: an annotation is not in the tree")
            if not str(annotation.get("/Contents", "")):
                self.faults.append(f"page {number}: an annotation without contents")

    def _begin(
        self, number: int, page: Any, operands: Any, entries: Any, used: set[int], stack: list[int | str | None]
    ) -> int | str | None:
        kind = str(operands[0])
        if kind == "/Artifact":
            return "artifact"
        if len(operands) < 2 or "/MCID" not in operands[1]:
            return None
        mcid = int(operands[1].MCID)
        if mcid in used:
            self.faults.append(f"page {number}: MCID {mcid} twice")
        used.add(mcid)
        if any(s is not None for s in stack):
            self.faults.append(f"page {number}: MCID {mcid} is nested")
        if mcid >= len(entries):
            self.faults.append(f"page {number}: MCID {mcid} is not in the parent tree")
            return mcid
        owner = self.tree.get((page.obj.objgen, mcid))
        if owner is None or owner.objgen != entries[mcid].objgen:
            self.faults.append(f"page {number}: MCID {mcid}: tree and parent tree disagree")
        elif str(owner.S) != kind:
            self.faults.append(f"page {number}: MCID {mcid}: {kind} in the content, {owner.S} in the tree")
        return mcid


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """What is wrong with the structure of a PDF."""
    return Check(pdf).run()
