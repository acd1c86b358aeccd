"""The source of a built file is that of the project which built it, not another of the same name."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from command import run
from jzdocs.compare.sources import Identity, find_source

SOURCE = "---\ntitle: 简报\ntemplate: report\n---\n\n# 章\n\n投入[2亿元]{#money}，全市推进。\n\n第二段。\n\n第三段。\n"
OTHER = "---\ntitle: 另一份\ntemplate: report\n---\n\n# 别的\n\n投入[9亿元]{#money}，毫不相干。\n"


def project(folder: Path, text: str) -> Path:
    """A project with one document, as `jzdocs new` names it."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "jzdocs.toml").write_text("", encoding="utf-8")
    (folder / "seeds" / "briefing.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def projects(tmp_path: Path) -> tuple[Path, Path]:
    """Two projects; the second is built."""
    first, second = project(tmp_path / "A", OTHER), project(tmp_path / "B", SOURCE)
    done = run("build", "seeds/briefing.md", "--to", "docx,pdf", cwd=second)
    assert done.returncode == 0, done.stderr
    return first, second


def retype(path: Path, old: str, new: str) -> None:
    """Type over a text in a Word file."""
    document = docx.Document(str(path))
    piece = next(r for p in document.paragraphs for r in p.runs if old in r.text)
    piece.text = piece.text.replace(old, new)
    document.save(str(path))


def of_text(text: str) -> Identity:
    return Identity(texts={"seeds/briefing.md": text})


def test_pull_edits_the_project_that_built_the_file(projects: tuple[Path, Path]) -> None:
    first, second = projects
    retype(second / "output" / "briefing.docx", "全市推进", "全市稳步推进")
    done = run("pull", "../B/output/briefing.docx", "--write", cwd=first)
    assert done.returncode == 0, done.stderr
    assert (first / "seeds" / "briefing.md").read_text(encoding="utf-8") == OTHER
    assert (second / "seeds" / "briefing.md").read_text(encoding="utf-8") == SOURCE.replace("全市", "全市稳步")


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_trace_compares_with_the_project_that_built_the_file(projects: tuple[Path, Path], suffix: str) -> None:
    done = run("trace", f"../B/output/briefing.{suffix}", "--format", "json", cwd=projects[0])
    assert done.returncode == 0
    assert [f["state"] for f in json.loads(done.stdout)["figures"]] == ["agrees"]


def test_a_file_that_was_copied_elsewhere_finds_its_source_from_the_current_folder(
    projects: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "mail").mkdir()
    copy = tmp_path / "mail" / "briefing.docx"
    copy.write_bytes((projects[1] / "output" / "briefing.docx").read_bytes())
    done = run("trace", str(copy), "--format", "json", cwd=projects[1])
    assert [f["state"] for f in json.loads(done.stdout)["figures"]] == ["agrees"]


def test_the_text_that_it_was_built_from_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside, current = project(tmp_path / "A", OTHER), project(tmp_path / "B", SOURCE)
    built = beside / "output" / "briefing.docx"
    monkeypatch.chdir(current)
    name = "seeds/briefing.md"
    assert find_source(built, name, of_text(SOURCE)) == current / name
    assert find_source(built, name, of_text(SOURCE.replace("第二段。", "第二段，改过。"))) == current / name
    assert find_source(built, name, of_text(OTHER)) == beside / name
    assert find_source(built, name) == beside / name  # a PDF does not hold the text
    assert find_source(built, "seeds/none.md", of_text(SOURCE)) is None


def test_of_two_copies_the_one_beside_the_file_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    november, december = project(tmp_path / "11月", SOURCE), project(tmp_path / "12月", SOURCE)
    monkeypatch.chdir(december)
    assert find_source(november / "output" / "briefing.docx", "seeds/briefing.md", of_text(SOURCE)) == (
        november / "seeds" / "briefing.md"
    )


def test_a_file_that_cannot_be_read_is_the_last_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside, current = project(tmp_path / "A", OTHER), project(tmp_path / "B", SOURCE)
    (beside / "seeds" / "briefing.md").write_bytes(b"\xff\xff\xff\xff")
    monkeypatch.chdir(current)
    assert (
        find_source(beside / "briefing.docx", "seeds/briefing.md", of_text(SOURCE + "!"))
        == current / "seeds/briefing.md"
    )


# --- whose file it is


def rerecorded(path: Path, **values: object) -> None:
    """Change what a Word file says of itself."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, data in parts.items():
        if re.fullmatch(r"customXml/item\d+\.xml", name) and b"urn:jzdocs:source" in data:
            root = etree.fromstring(data)
            record = json.loads(root.text or "")
            name_now = values.get("name")
            if name_now:
                record["files"] = {name_now: record["files"][record["document"]]}
                record["anchors"] = [[*a[:2], name_now, *a[3:]] for a in record["anchors"]]
                record["document"] = name_now
            root.text = json.dumps({**record, **{k: v for k, v in values.items() if k != "name"}}, ensure_ascii=False)
            parts[name] = etree.tostring(root)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_a_file_of_another_project_is_refused_where_its_own_is_not_there(
    projects: tuple[Path, Path], tmp_path: Path
) -> None:
    first, second = projects
    mail = tmp_path / "mail"
    mail.mkdir()
    copy = mail / "briefing.docx"
    copy.write_bytes((second / "output" / "briefing.docx").read_bytes())
    retype(copy, "全市推进", "全市稳步推进")
    done = run("pull", str(copy), "--write", cwd=first)
    assert done.returncode == 2 and "X090" in done.stderr
    assert (first / "seeds" / "briefing.md").read_text(encoding="utf-8") == OTHER


def test_ids_tell_projects_apart_whose_texts_are_the_same(tmp_path: Path) -> None:
    november, december = project(tmp_path / "11月", SOURCE), project(tmp_path / "12月", SOURCE)
    for folder, id_ in ((november, "a1"), (december, "b2")):
        (folder / "jzdocs.toml").write_text(f'id = "{id_}"\n', encoding="utf-8")
    assert run("build", "seeds/briefing.md", "--to", "docx", cwd=december).returncode == 0
    copy = tmp_path / "briefing.docx"
    copy.write_bytes((december / "output" / "briefing.docx").read_bytes())
    retype(copy, "全市推进", "全市稳步推进")
    done = run("pull", str(copy), "--write", cwd=november)
    assert done.returncode == 2 and "X090" in done.stderr
    assert run("pull", str(copy), "--write", cwd=december).returncode == 0
    assert (november / "seeds" / "briefing.md").read_text(encoding="utf-8") == SOURCE
    assert "全市稳步推进" in (december / "seeds" / "briefing.md").read_text(encoding="utf-8")


def test_a_new_project_has_an_id_of_its_own(tmp_path: Path) -> None:
    ids = set()
    for name in ("a", "b"):
        assert run("new", name, cwd=tmp_path).returncode == 0
        ids.add(tomllib.loads((tmp_path / name / "jzdocs.toml").read_text(encoding="utf-8"))["id"])
    assert len(ids) == 2 and all(len(id_) >= 12 for id_ in ids)


@pytest.mark.parametrize(
    "name",
    [
        "../secret.md",
        "requirements.txt",
        "/etc/hosts.md",
        "seeds/../../secret.md",
        ".hidden/a.md",
        "C:\\a.md",
        "a.docx",
    ],
)
def test_nothing_is_written_outside_the_sources_of_the_project(projects: tuple[Path, Path], name: str) -> None:
    _, second = projects
    victims = [second.parent / "secret.md", second / "requirements.txt", second / "a.docx"]
    for path in victims:
        path.write_text(SOURCE, encoding="utf-8")
    built = second / "output" / "briefing.docx"
    retype(built, "全市推进", "全市稳步推进")
    rerecorded(built, name=name)
    done = run("pull", str(built), "--write", cwd=second)
    assert done.returncode == 2 and "X089" in done.stderr
    assert all(path.read_text(encoding="utf-8") == SOURCE for path in victims)


def test_a_link_that_leads_out_of_the_project_is_not_followed(projects: tuple[Path, Path], tmp_path: Path) -> None:
    _, second = projects
    outside = tmp_path / "outside.md"
    outside.write_text(SOURCE, encoding="utf-8")
    source = second / "seeds" / "briefing.md"
    source.unlink()
    source.symlink_to(outside)
    built = second / "output" / "briefing.docx"
    retype(built, "全市推进", "全市稳步推进")
    assert run("pull", str(built), "--write", cwd=second).returncode == 2
    assert outside.read_text(encoding="utf-8") == SOURCE


def test_mode_link_line_ends_and_encoding_stay(projects: tuple[Path, Path]) -> None:
    _, second = projects
    link, real = second / "seeds" / "briefing.md", second / "seeds" / "_real.md"
    real.write_bytes(SOURCE.replace("\n", "\r\n").encode("gb18030"))
    real.chmod(0o640)
    link.unlink()
    link.symlink_to(real)
    built = second / "output" / "briefing.docx"
    retype(built, "全市推进", "全市稳步推进")
    assert run("pull", str(built), "--write", cwd=second).returncode == 0
    expected = SOURCE.replace("全市推进", "全市稳步推进").replace("\n", "\r\n").encode("gb18030")
    assert link.is_symlink() and real.read_bytes() == expected and real.stat().st_mode & 0o777 == 0o640


def test_a_source_that_may_not_be_written_is_refused(projects: tuple[Path, Path]) -> None:
    _, second = projects
    source = second / "seeds" / "briefing.md"
    source.chmod(0o444)
    built = second / "output" / "briefing.docx"
    retype(built, "全市推进", "全市稳步推进")
    done = run("pull", str(built), "--write", cwd=second)
    assert done.returncode == 3 and "briefing.md" in done.stderr
    assert source.read_text(encoding="utf-8") == SOURCE
