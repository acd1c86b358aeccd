"""What goes to the process of a script, and what comes back."""

from __future__ import annotations

from msgspec import Struct

from jzdocs.cache.codec import PackedItems
from jzdocs.style.stylesheet import Stylesheet


class Cell(Struct, frozen=True):
    """A figure or a cell as a script gets it: its text, its number in digits ("" where it is none), its unit."""

    text: str
    number: str = ""
    unit: str = ""


class TableOfCells(Struct, frozen=True):
    """A table as a script gets it: the names of its columns, its rows, and the heads of the columns as they are
    written, with their units."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heads: tuple[str, ...] = ()


class ScriptJob(Struct, frozen=True):
    """A drawing that is asked for: the script's file and its code, the project's folder, the size in points, what it
    gets, the looks of the document, after how many seconds it is ended, and how much memory (MiB) it may use."""

    file: str
    code: bytes
    root: str
    width: float
    height: float
    facts: dict[str, Cell]
    tables: dict[str, TableOfCells]
    sheet: Stylesheet
    seconds: int
    memory: int


class ScriptFinding(Struct, frozen=True):
    """Something wrong with a script: the line (0: none), the finding, and the arguments of its words."""

    line: int
    finding: str
    arguments: dict[str, str] = {}
    file: str = ""


class ScriptResult(Struct, frozen=True):
    """What a script drew, what is wrong with it, and the files of the project that it read."""

    items: PackedItems
    findings: tuple[ScriptFinding, ...] = ()
    files: tuple[str, ...] = ()
