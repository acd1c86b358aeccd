"""`jzdocs trace`."""

from __future__ import annotations

from pathlib import Path

from jzdocs.cli import declare
from jzdocs.cli.terminal import chinese, print_json, say
from jzdocs.errors import UsageError

_SAID = {
    "agrees": ("agrees", "一致"),
    "edited": ("edited in Word: “{now}”", "Word 中改为“{now}”"),
    "changed": ("the source now says “{source}”", "源文现为“{source}”"),
    "lost": ("not found in the Word file any more", "Word 中已找不到"),
    "gone": ("the source names it no more", "源文中已无此数字"),
    "unknown": ("the source is not here", "未找到源文"),
}


@declare.command("trace")
@declare.argument("path", "path", type=declare.PathType(folder=False))
@declare.format_option("text", "json")
def command(path: Path, form: str) -> int:
    """Each named figure of a built PDF or Word file: its source, its pages, and whether it still agrees."""
    from jzdocs.compare.trace import trace

    if not path.is_file():
        raise UsageError("X043", path=path)
    found = trace(path)
    if form == "json":
        print_json(
            {
                "figures": [
                    {**one.record, "state": one.state, "now": one.now, "source_text": one.source} for one in found
                ]
            }
        )
    else:
        for one in found:
            at = one.record["source"]
            said = _SAID[one.state][chinese()].format(now=one.now, source=one.source)
            pages = ("第{}页" if chinese() else "p. {}").format("、".join(one.record.get("pages", ())) or "—")
            color = None if one.state == "agrees" else "yellow" if one.state == "unknown" else "red"
            say(
                f"{at['path']}:{at['line']}:{at['column']}  {one.record['id']}  {one.record['text']}  {pages}  {said}",
                color=color,
            )
            say(f"    {one.record['sentence']}")
    return 1 if any(one.state in ("edited", "changed", "lost", "gone") for one in found) else 0
