"""PDFs made to harm, as sources, as built documents and as pictures: each ends with a finding of ours, in bounds."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from command import run
from jzdocs import limits
from jzdocs.errors import DocumentError, JzdocsError, Location, told_exhaustion
from jzdocs.pdf.reading_order import read_aloud
from jzdocs.pdf_bounds import read_within

AT = Location("a.pdf")


def sheet(edit: Callable[[Any], None], folder: Path, name: str = "a.pdf") -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 100))
    edit(pdf)
    pdf.save(folder / name, compress_streams=True)


def content(data: bytes) -> Callable[[Any], None]:
    def edit(pdf: Any) -> None:
        pdf.pages[0].Contents = pdf.make_stream(data)

    return edit


def private(data: bytes) -> Callable[[Any], None]:
    def edit(pdf: Any) -> None:
        pdf.Root.PieceInfo = Dictionary({"/jzdocs": Dictionary(Private=pdf.make_stream(data))})

    return edit


def box(*corners: float) -> Callable[[Any], None]:
    def edit(pdf: Any) -> None:
        pdf.pages[0].MediaBox = Array(corners)
        pdf.pages[0].Contents = pdf.make_stream(b"0 0 50 50 re f")

    return edit


def cycle(pdf: Any) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    element = pdf.make_indirect(Dictionary(S=Name.P, P=root))
    element.K = Array([element])
    root.K = element
    pdf.Root.StructTreeRoot = root


def test_what_a_library_raises_and_what_is_too_much_are_findings() -> None:
    def work() -> int:
        raise KeyError("/K")

    with pytest.raises(DocumentError) as caught:
        read_within(work, 100, AT, "X050")
    assert caught.value.diagnostic.code == "X050" and caught.value.diagnostic.location == AT
    with pytest.raises(DocumentError, match="more than 64 MiB") as caught, limits.applied(limits.Limits(pdf_memory=64)):
        read_within(lambda: len(bytes(500_000_000)), 100, AT, "X050")
    assert caught.value.diagnostic.code == "X119"
    with pytest.raises(DocumentError, match="longer than 1 seconds"), limits.applied(limits.Limits(pdf_seconds=1)):
        read_within(lambda: sum(range(10**12)), 100, AT, "X050")


def test_a_page_that_unpacks_to_half_a_gigabyte_is_told(tmp_path: Path) -> None:
    sheet(content(b" " * 600_000_000), tmp_path)
    for command in (("import", "a.pdf"), ("build", "a.pdf", "--out", "out")):
        done = run(*command, cwd=tmp_path)
        assert done.returncode == 1 and "a.pdf: error[X119]" in done.stderr, done.stderr


def test_a_record_that_unpacks_to_half_a_gigabyte_is_told(tmp_path: Path) -> None:
    sheet(private(b"a" * 600_000_000), tmp_path)
    for command in (("trace", "a.pdf"), ("diff", "a.pdf", "a.pdf")):
        done = run(*command, cwd=tmp_path)
        assert done.returncode == 1 and re.search(r"a.pdf: error\[X(050|119)\]", done.stderr), done.stderr


@pytest.mark.parametrize(
    "data", [b"1", b"null", b"[1]", b"{", b'{"facts": [1]}', b"\0", b"[" * 100_000, b'[{"id": 5}]', b"\xff"]
)
def test_a_record_of_another_shape_is_told(tmp_path: Path, data: bytes) -> None:
    sheet(private(data), tmp_path)
    done = run("trace", "a.pdf", cwd=tmp_path)
    assert done.returncode == 1 and re.search(r"a.pdf: error\[X(050|052|116)\]", done.stderr), done.stderr


def test_a_structure_tree_that_leads_back_to_itself_ends(tmp_path: Path) -> None:
    sheet(cycle, tmp_path)
    with pytest.raises(JzdocsError) as caught:
        read_aloud(tmp_path / "a.pdf")
    assert caught.value.diagnostic.code in ("X116", "X119")  # by depth, or by memory where the machine is busy


@pytest.mark.parametrize(
    "corners", [(0, 0, 0, 0), (0, 0, 1e30, 1e30), (0, 0, 0, 9), (5, 5, 5.0001, 5), (0, 0, -5, -5), (0, 0, 1e-9, 1e-9)]
)
def test_a_picture_with_an_absurd_page_is_shown_or_told(tmp_path: Path, corners: tuple[float, ...]) -> None:
    sheet(box(*corners), tmp_path, "p.pdf")
    (tmp_path / "a.md").write_text('---\ntitle: 题\ntemplate: report\n---\n\n![图](p.pdf "题")\n', encoding="utf-8")
    done = run("build", "a.md", "--out", "out", cwd=tmp_path)
    assert done.returncode in (0, 1) and "X000" not in done.stderr, done.stderr
    assert done.returncode == 0 or "a.md:6:1: error[X103]" in done.stderr


SOURCE = "---\ntitle: 题\ntemplate: report\n---\n\n普及率为[88%]{#share}。\n"
VALUES: tuple[object, ...] = (
    None,
    5,
    True,
    "a",
    [],
    {},
    [5],
    [[]],
    [{}],
    [None],
    {"a": 5},
    {"a.md": 5},
    "甲" * 100_000,
)


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("returned")
    (folder / "a.md").write_text(SOURCE, encoding="utf-8")
    assert run("build", "a.md", "--out", "out", cwd=folder).returncode == 0
    return folder


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the JSON in each custom XML part."""
    found = {}
    with zipfile.ZipFile(folder / "out" / "a.docx") as archive:
        for name in archive.namelist():
            if re.fullmatch(r"customXml/item\d+\.xml", name):
                text = "".join(re.findall(r">([^<]+)<", archive.read(name).decode()))
                found[name] = json.loads(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    return found


def damaged(folder: Path, part: str, text: str | None, whole: bytes | None = None) -> bytes:
    """Return the Word file with another text in a part, or the part replaced as a whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(folder / "out" / "a.docx") as archive, zipfile.ZipFile(out, "w", 8) as copy:
        for name in archive.namelist():
            data = archive.read(name)
            if name == part and text is not None:
                escaped = text.replace("&", "&amp;").replace("<", "&lt;").encode()
                start, end = data.rindex(b"</"), data.index(b">", data.rindex(b"?>") + 2 if b"?>" in data else 0) + 1
                data = data[:end] + escaped + data[start:]
            copy.writestr(name, whole if name == part and whole is not None else data)
    return out.getvalue()


def shapes(folder: Path) -> list[bytes]:
    out = []
    for part, record in records(folder).items():
        if isinstance(record, dict):
            for key in record:
                out += [damaged(folder, part, json.dumps({**record, key: value})) for value in VALUES]
                out.append(damaged(folder, part, json.dumps({k: v for k, v in record.items() if k != key})))
        texts = ("", "null", "1", '"a"', "[]", "{}", "[1]", "[[]]", "[{}]", "{", "[" * 100_000, "AAAA", "1e999", "NaN")
        out += [damaged(folder, part, text) for text in texts]
        wholes = (b"", b"<a", b"<a/>", b"\0" * 99, b"<a>" * 5000 + b"</a>" * 5000, b"\xff\xfe<a/>")
        out += [damaged(folder, part, None, whole) for whole in wholes]
    return out


def ends_well(command: Callable[[], object]) -> None:
    """See that a command ends, or with an error of ours at a place."""
    try:
        with told_exhaustion(AT):  # as the command line does
            command()
    except JzdocsError as error:
        assert error.diagnostic.code != "X000"
        assert error.diagnostic.location.path


@pytest.mark.parametrize("command", ["pull", "trace", "diff", "import"])
def test_a_record_in_word_of_any_shape_is_taken_or_told(
    tmp_path: Path, returned: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jzdocs.compare.builds import difference
    from jzdocs.compare.returned import bring_home
    from jzdocs.compare.trace import trace
    from jzdocs.errors import Report
    from jzdocs.source.word import read_word

    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    file, sound = tmp_path / "a.docx", returned / "out" / "a.docx"
    commands: dict[str, Callable[[], object]] = {
        "pull": lambda: bring_home(file),
        "trace": lambda: trace(file),
        "diff": lambda: difference(file, sound),
        "import": lambda: read_word(file.read_bytes(), "a.docx", Report()),
    }
    for data in shapes(returned):
        file.write_bytes(data)
        ends_well(commands[command])


def test_facts_of_any_shape_are_taken_or_told(tmp_path: Path, returned: Path) -> None:
    from jzdocs.compare.builds import difference

    sound = json.loads((returned / "out" / "a.facts.json").read_bytes())
    texts = ["", "null", "1", '"a"', "[]", "{}", "[" * 100_000, "{", "\0", '{"facts": 1e999}', "\ufeff{}", "9" * 9000]
    texts += [json.dumps({"facts": value}) for value in VALUES]
    for key, field in sound["facts"][0].items():
        texts += [json.dumps({"facts": [{**sound["facts"][0], key: value}]}) for value in (*VALUES, 1e400, "1e9999999")]
        for inner in field if isinstance(field, dict) else ():
            broken = [{**sound["facts"][0], key: {**field, inner: value}} for value in VALUES]
            texts += [json.dumps({"facts": [fact]}) for fact in broken]
    file = tmp_path / "a.facts.json"
    for text in texts:
        file.write_text(text, encoding="utf-8")
        ends_well(lambda: difference(file, returned / "out" / "a.facts.json"))


@pytest.mark.parametrize(
    "text", ["", "null", "5", "[]", "{}", "{", "[" * 100_000, '{"files": 5}', '{"files": [5]}', "\0"]
)
def test_a_build_record_of_any_shape_keeps_no_one_from_building(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "build.json").write_text(text, encoding="utf-8")
    done = run("build", "a.md", "--out", "out", cwd=tmp_path)
    assert done.returncode in (0, 1, 2, 3) and "X000" not in done.stderr and "Traceback" not in done.stderr
