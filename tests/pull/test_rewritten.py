"""What was not edited stays in the file as it is: line ends of every kind, marks, characters that reading takes out."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from jzdocs.encoding import decode
from jzdocs.errors import Report
from jzdocs.pull.rewritten import rewritten

LINES = st.lists(
    st.tuples(st.text("甲乙ab \u202e\ufeff\u200b", max_size=6), st.sampled_from(["\n", "\r\n", "\r"])), max_size=8
)


def read(data: bytes) -> str:
    return decode(data, "a.md", Report())


@settings(deadline=None)
@given(LINES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.booleans())
def test_without_an_edit_every_byte_stays(lines: list[tuple[str, str]], encoding: str, ends: bool) -> None:
    data = ("文" + "".join(line + end for line, end in lines) + ("" if ends else "末")).encode(encoding)
    assert rewritten(read(data), data) == data


@settings(deadline=None)
@given(LINES, LINES)
def test_an_edited_line_is_all_that_changes(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> None:
    head, tail = ("".join(line + end for line, end in lines) for lines in (before, after))
    data = f"文{head}改\u202e这\ufeff里的\u202c字\r\n{tail}".encode()
    expected = data.replace("里的".encode(), "处".encode())
    assert rewritten(read(data).replace("改这里的字", "改这处字"), data) == expected


def test_new_and_deleted_lines_leave_the_others_alone() -> None:
    data = "一\r\n二\n三\r\n末".encode()
    assert rewritten("一\n二\n新\n三\n末", data) == "一\r\n二\n新\n三\r\n末".encode()
    assert rewritten("一\n三\n末", data) == "一\r\n三\r\n末".encode()
    assert rewritten("一\n二\n三\n末\n尾", data) == "一\r\n二\n三\r\n末\r\n尾".encode()
