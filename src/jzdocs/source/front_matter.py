"""The front matter of a source → Meta: its texts, dates, files of data, derived figures, official document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as calendar_date
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.meta import SourceList
from jzdocs.patterns import compiled
from jzdocs.source.decoration import read_decoration
from jzdocs.source.fields import Field, Keys, Scalar, Sequence, parse_yaml
from jzdocs.source.options import read_options
from jzdocs.source.source_map import SourceText

_DATE = compiled(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日)")


FirstPage = Annotated[int, Meta(ge=1, le=99_999)]


class FrontMatter(Struct, frozen=True):
    """The keys of the front matter, but for those of official documents (`nodes.Official`). Others are values for
    templates."""

    title: str = ""
    subtitle: str = ""
    issuer: tuple[str, ...] = ()
    date: str = ""
    place: str = ""
    short_title: str = ""
    template: str = ""
    keywords: tuple[str, ...] = ()
    derived: Keys | None = None
    data: Field | None = None
    source_list: SourceList = ""
    watermark: str = ""
    page_start: FirstPage = 0
    retention: str = ""


class DataFileOptions(Struct, frozen=True):
    """The options of a table of data; `head` is the row of the columns' names (0: it is looked for), `range` the part
    that is read, `sql` a query that chooses from the file."""

    file: str = ""
    sheet: str = ""
    head: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    unit: str = ""
    range: str = ""
    sql: str = ""


_READ_ELSEWHERE = frozenset(("toc",))
_KEYS = {*FrontMatter.__struct_fields__, *nodes.Official.__struct_fields__}


def read_front_matter(source: SourceText, report: Report) -> tuple[nodes.Meta, int]:
    """Return the meta data, and the first line (from 0) behind the front matter."""
    lines = source.text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or lines[start].rstrip() != "---":
        return nodes.Meta(), 0
    end = next((i for i in range(start + 1, len(lines)) if lines[i].rstrip() in ("---", "...")), None)
    if end is None:
        report.error(source.at(start), "S015")
        return nodes.Meta(), len(lines)
    keys = parse_yaml("\n".join(lines[start + 1 : end]), source, start + 1, report)
    return _meta(keys, report), end + 1


def report_unused_keys(source: SourceText, template: str, report: Report) -> None:
    """Report the keys of the front matter that are neither ours nor named by the text of the template: what they say is
    not printed."""
    lines = source.text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip() == "---"), 0)
    end = next((i for i in range(start + 1, len(lines)) if lines[i].rstrip() in ("---", "...")), start)
    keys = parse_yaml("\n".join(lines[start + 1 : end]), source, start + 1, Report())
    for name, field in keys:
        if name in _KEYS or name in _READ_ELSEWHERE or re.search(rf"\b{re.escape(name)}\b", template):
            continue
        if name == "author" and not keys.get("issuer"):
            report.warn(keys.place(name), "S073.author")
        elif not isinstance(field, Scalar) or field.text:
            report.warn(keys.place(name), "S073", name=name)


def _authors(field: Field | None) -> tuple[str, ...]:
    """Return the names that `author:` gives, as other programs read it: one, a list, or a list of `name: …`."""
    items = field.items if isinstance(field, Sequence) else (field,)
    names = [item.get("name") if isinstance(item, Keys) else item for item in items]
    return tuple(name.text for name in names if isinstance(name, Scalar) and name.text)


def _meta(keys: Keys, report: Report) -> nodes.Meta:
    front = read_options(FrontMatter, keys, report)
    decoration, keys = read_decoration(front.watermark, front.page_start, keys, report)
    official = read_options(nodes.Official, keys, report)
    return nodes.Meta(
        front.title,
        front.subtitle,
        front.issuer or _authors(keys.get("author")),
        _date(front.date, keys, "date", report),
        front.place,
        front.short_title,
        front.template,
        front.keywords,
        {key: field.markup for key, field in keys if isinstance(field, Scalar) and key not in _KEYS},
        replace(official, printed_on=_date(official.printed_on, keys, "printed_on", report)),
        tuple(_derivations(front.derived, report)),
        tuple(_data_files(front.data, report)),
        front.source_list,
        decoration,
        front.retention,
    )


def _date(text: str, keys: Keys, name: str, report: Report) -> str:
    """Return a date in ISO 8601 where it is written so (2025-1-3 too), else the text as it is."""
    match = _DATE.fullmatch(text)
    if match is None:
        return text
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        date = calendar_date(year, month, day)
    except ValueError:
        report.error(keys.place(name), "S016", date=text)
        return text
    return date.isoformat() if "-" in text else text


def _derivations(formulas: Keys | None, report: Report) -> Iterator[nodes.Derivation]:
    """Yield a figure for each line `name: formula` of `derived:`."""
    for name, formula in formulas or ():
        at = formulas.place(name) if formulas else formula.at
        if isinstance(formula, Scalar):
            yield nodes.Derivation(name, formula.text, at)
        else:
            report.error(at, "S019.text", name=name)


def _data_files(field: Field | None, report: Report) -> Iterator[nodes.DataFile]:
    """Yield the files of `data:`: one, a list, or a line `name: file` for each; of a workbook `{file: …, sheet: …}`."""
    names: set[str] = set()
    for name, item in _named_files(field):
        options = item if isinstance(item, Keys) else Keys({"file": item}, item.at, {"file": item.at})
        file = read_options(DataFileOptions, options, report)
        unknown_keys = set(options.items) - set(DataFileOptions.__struct_fields__)
        name = name or re.sub(r"\W+", "_", Path(file.file).stem)
        if not file.file or not re.fullmatch(r"\w+", name) or unknown_keys:
            report.error(item.at, "S017")
        elif name in names:
            report.error(item.at, "S017.twice", name=name)
        else:
            names.add(name)
            yield nodes.DataFile(name, file.file, file.sheet, file.head, file.unit, item.at, file.range, file.sql)


def _named_files(field: Field | None) -> list[tuple[str, Field]]:
    """Return the files that `data:` names, each with its name ("": that of the file)."""
    if isinstance(field, Keys) and not {"file", "sql"} & set(field.items):
        return list(field)
    if isinstance(field, Sequence):
        return [("", item) for item in field.items]
    return [] if field is None or (isinstance(field, Scalar) and not field.text) else [("", field)]
