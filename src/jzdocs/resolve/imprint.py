"""What covers, heads and feet print, made from the front matter and the stylesheet."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jzdocs.model.nodes import Meta
from jzdocs.patterns import compiled
from jzdocs.style.stylesheet import NumberStyle


def title_lines(title: str) -> list[str]:
    """Return a title's lines: it breaks where the author put a space between two Chinese phrases."""
    return [part for part in re.split(r"(?<=[^\x00-\x7f])[ 　]+(?=[^\x00-\x7f])", title) if part]


def chinese_date(date: str) -> str:
    """Return 2025-11-20 as 2025年11月20日, anything else as it is."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", date)
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else date


def short_title(meta: Meta) -> str:
    """Return the title for the running head: what the author says, or the title on one line."""
    return meta.short_title or "　".join(title_lines(meta.title))


_FIELD = compiled(r"\{(\w+)\}")


def running_values(meta: Meta, part: str = "", page: str = "", pages: int = 0) -> dict[str, str]:
    """Return what the fields of running heads and feet stand for on a page."""
    return {
        "title": "　".join(title_lines(meta.title)),
        "short_title": short_title(meta),
        "subtitle": meta.subtitle,
        "issuer": "、".join(meta.issuer),
        "date": chinese_date(meta.date),
        "place": meta.place,
        "part": part,
        "page": page,
        "pages": str(pages),
    }


def running_text(pattern: str, values: Mapping[str, str]) -> str:
    """Return a text of a running head with its fields filled in; "" where it prints a page's number and that has
    none."""
    if "{page}" in pattern and not values["page"]:
        return ""
    return _FIELD.sub(lambda match: values[match[1]], pattern)


def running_parts(pattern: str) -> list[str]:
    """Return a text of a running head cut at its fields, which stay in braces."""
    return [part for part in re.split(r"(\{\w+\})", pattern) if part]


def page_number(style: NumberStyle, label: str, pages: int) -> str:
    """Return a page's number as printed; "" for a page without a label."""
    return style.pattern.format(page=label, pages=pages) if label else ""


def subtitle_dash(subtitle: str) -> str:
    """Return what is printed in front of a subtitle: a dash, nothing in front of a remark in brackets (题注)."""
    return "" if subtitle.startswith(("（", "(")) else "——"


def subtitle_line(subtitle: str) -> str:
    """Return a subtitle as printed."""
    return f"{subtitle_dash(subtitle)}{subtitle}"
