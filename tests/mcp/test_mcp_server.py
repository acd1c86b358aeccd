"""`jzdocs mcp`, driven by a client of the official SDK: every tool, every refusal, over standard input and output."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any

import docx
import pytest

from command import run
from mcp_client import Client, drive

TALK = """---
title: 简报
template: report
---

# 供水

供水普及率由[88%]{#from}提高到[98%]{#rate}，新建管网[57.3公里]{#pipes}。
"""
WRONG = "---\ntitle: 简报\ntemplate: report\n---\n\n见@fig:none。\n"
READERS = ("check", "facts", "outline", "charts", "page_picture", "trace", "diff")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder that the server may use, beside one that it may not."""
    folder = tmp_path / "root"
    (folder / "data").mkdir(parents=True)
    (folder / "talk.md").write_text(TALK, encoding="utf-8")
    (folder / "wrong.md").write_text(WRONG, encoding="utf-8")
    (folder / "data" / "water.csv").write_text("指标,2020（%）,2025（%）\n供水普及率,88,98\n", encoding="utf-8")
    (tmp_path / "secret.md").write_text("机密数字[4321万元]{#secret}。\n", encoding="utf-8")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "s.csv").write_text("项,数\n甲,4321\n", encoding="utf-8")
    return folder


def printed(folder: Path, *arguments: str) -> Any:
    return json.loads(run(*arguments, "--format", "json", cwd=folder).stdout)


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_tools_that_read_give_what_the_commands_print(root: Path) -> None:
    before = files(root)

    async def talk(client: Client) -> None:
        assert await client.record("check", path="wrong.md") == printed(root, "check", "wrong.md")
        against = await client.record("check", path="talk.md", against=["data"])
        assert against == printed(root, "check", "talk.md", "--against", "data")
        assert [finding["code"] for finding in against["diagnostics"]] == ["F160"]
        assert await client.record("facts", path="talk.md") == printed(root, "facts", "talk.md")
        assert await client.record("facts", path="talk.md", named=True) == printed(root, "facts", "talk.md", "--named")
        assert await client.record("outline", path="talk.md") == printed(root, "outline", "talk.md")
        assert await client.record("charts", path="talk.md") == printed(root, "charts", "talk.md")
        assert (await client.record("charts", path="talk.md"))["charts"]

    assert drive(root, talk) == ""
    assert files(root) == before


def test_a_page_picture_is_a_png_of_the_page(root: Path) -> None:
    async def talk(client: Client) -> None:
        result = await client.call("page_picture", path="talk.md", dpi=50)
        picture, count = result.content
        assert not result.is_error and picture.type == "image" and picture.mime_type == "image/png"
        png = base64.b64decode(picture.data)
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = (int.from_bytes(png[place : place + 4]) for place in (16, 20))
        assert 400 < width < height < 600  # A4 at 50 dots an inch
        assert count.type == "text" and count.text == "1/1"
        assert "X203" in await client.refusal("page_picture", path="talk.md", page=2)
        assert "R001" in await client.refusal("page_picture", path="wrong.md")
        (root / "damaged.pdf").write_bytes(b"%PDF-1.7 nothing")
        assert "damaged.pdf: error[X117]" in await client.refusal("page_picture", path="damaged.pdf")

    drive(root, talk)


def test_building_comparing_and_bringing_edits_home(root: Path) -> None:
    async def talk(client: Client) -> None:
        built = await client.record("build", path="talk.md", out="output", to=["pdf", "docx"])
        assert built["documents"] == ["talk.docx", "talk.pdf", "talk.facts.json"] and built["errors"] == 0
        assert sorted(p.name for p in (root / "output").iterdir()) == sorted([*built["documents"], "build.json"])
        assert await client.record("trace", path="output/talk.docx") == printed(root, "trace", "output/talk.docx")
        result = await client.call("page_picture", path="output/talk.pdf", page=1)
        assert result.content[0].type == "image"
        edit(root / "output" / "talk.docx", "98%", "99%")
        looked = await client.record("pull", path="output/talk.docx")
        assert not looked["written"] and looked["files"] == ["talk.md"] and "[98%]" in (root / "talk.md").read_text()
        pulled = await client.record("pull", path="output/talk.docx", write=True)
        assert pulled["written"] and "[99%]{#rate}" in (root / "talk.md").read_text(encoding="utf-8")
        await client.record("build", path="talk.md", out="new")
        changed = await client.record("diff", old="output", new="new")
        assert changed == printed(root, "diff", "output", "new") | changed
        assert [(c["id"], c["before"], c["after"]) for c in changed["figures"]] == [("rate", "98%", "99%")]
        failed = await client.record("build", path="wrong.md", out="failed")
        assert failed["errors"] == 1 and failed["documents"] == [] and not (root / "failed").exists()

    drive(root, talk, "--write")


def edit(path: Path, old: str, new: str) -> None:
    """Change a text of a Word file as its user would."""
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        for text in paragraph.runs:
            text.text = text.text.replace(old, new) if old in text.text else text.text
    document.save(str(path))


def test_a_server_that_only_reads_writes_nothing(root: Path) -> None:
    assert run("build", "talk.md", cwd=root).returncode == 0
    before = files(root)

    async def talk(client: Client) -> None:
        assert "X241" in await client.refusal("build", path="talk.md")
        assert "X241" in await client.refusal("pull", path="output/talk.docx", write=True)
        assert (await client.record("pull", path="output/talk.docx"))["edits"] == []
        tools = {tool.name: tool for tool in (await client.session.list_tools()).tools}
        assert {name for name, tool in tools.items() if tool.annotations and tool.annotations.read_only_hint} == set(
            READERS
        )

    drive(root, talk)
    assert files(root) == before


def test_nothing_outside_the_root_is_read_or_written(root: Path) -> None:
    outside = root.parent
    (root / "link.md").symlink_to(outside / "secret.md")
    (root / "linked").symlink_to(outside / "secrets")
    (root / "data" / "linked.csv").symlink_to(outside / "secrets" / "s.csv")
    (root / "embeds.md").write_text(
        "---\ntitle: 题\ndata: {s: ../secrets/s.csv, l: linked/s.csv}\n---\n\n数@fact:{s.B2}、@fact:{l.B2}。\n",
        encoding="utf-8",
    )
    before = files(outside)

    async def talk(client: Client) -> None:
        names = ("../secret.md", str(outside / "secret.md"), "link.md", "data/../../secret.md", "linked/s.csv", "a\0b")
        for name in names:
            for tool in ("check", "facts", "outline", "charts", "page_picture", "trace", "build", "pull"):
                told = await client.refusal(tool, path=name)
                assert "X240" in told and "4321" not in told, (tool, name, told)
        for name in names:
            assert "X240" in await client.refusal("check", path="talk.md", against=["data", name])
            assert "X240" in await client.refusal("diff", old=name, new=name)
            assert "X240" in await client.refusal("build", path="talk.md", out=name)
        assert "X240" in await client.refusal("check", path="talk.md", template="../secrets")
        against = await client.record("check", path="talk.md", against=["data"])
        assert against["sources"] == ["data/water.csv"]
        embedded = await client.record("check", path="embeds.md")
        assert "X015" in {finding["code"] for finding in embedded["diagnostics"]}
        assert "4321" not in json.dumps(embedded) and embedded["errors"] >= 2

    drive(root, talk, "--write")
    assert files(outside) | {"root.server.log": b""} == before | {"root.server.log": b""}


def test_a_project_above_the_root_does_not_widen_it(root: Path) -> None:
    (root.parent / "jzdocs.toml").write_text('sources = "root"\noutput = "built"\n', encoding="utf-8")
    (root / "embeds.md").write_text(
        "---\ntitle: 题\ntemplate: report\ndata: {s: secrets/s.csv}\n---\n\n数@fact:{s.B2}。\n", encoding="utf-8"
    )
    assert run("check", "root/embeds.md", cwd=root.parent).returncode == 0

    async def talk(client: Client) -> None:
        embedded = await client.record("check", path="embeds.md")
        assert embedded["errors"] and "4321" not in json.dumps(embedded)
        await client.record("build", path="talk.md")

    drive(root, talk, "--write")
    assert (root / "output" / "talk.pdf").is_file() and not (root.parent / "built").exists()


def test_what_others_made_is_not_replaced(root: Path) -> None:
    (root / "output").mkdir()
    (root / "output" / "talk.pdf").write_bytes(b"mine")

    async def talk(client: Client) -> None:
        assert "X130" in await client.refusal("build", path="talk.md")

    drive(root, talk, "--write")
    assert files(root / "output") == {"talk.pdf": b"mine"}


def test_errors_have_code_and_place_in_the_user_s_language(root: Path) -> None:
    (root / "broken.md.j2").write_text("{{ 1 + }}\n", encoding="utf-8")

    async def talk(client: Client) -> None:
        assert "none.md: 错误[X043]：没有文件 none.md" in await client.refusal("facts", path="none.md")
        assert "broken.md.j2:1" in await client.refusal("outline", path="broken.md.j2")
        assert "“none”" in await client.refusal("check", path="wrong.md", template="none")
        (finding,) = (await client.record("check", path="wrong.md"))["diagnostics"]
        assert (finding["code"], finding["path"], finding["line"]) == ("R001", "wrong.md", 6)
        assert "@fig:none" in finding["message"] and not finding["message"].isascii()
        assert "page" in await client.refusal("page_picture", path="talk.md", page=0)
        assert "path" in await client.refusal("check")

    drive(root, talk, language="zh")


def test_templates_and_documentation_are_resources(root: Path) -> None:
    (root / "templates" / "ours").mkdir(parents=True)
    (root / "templates" / "ours" / "style.toml").write_text('extends = "report"\n', encoding="utf-8")

    async def talk(client: Client) -> None:
        listed = [str(resource.uri) for resource in (await client.session.list_resources()).resources]
        assert "jzdocs://templates/ours" in listed and "jzdocs://documentation/assistant" in listed
        for uri in listed:
            (content,) = (await client.session.read_resource(uri)).contents
            assert len(content.text) > 40, uri
            if uri.startswith("jzdocs://templates/"):
                assert "style.toml" in json.loads(content.text)["files"]
        with pytest.raises(Exception, match="none"):
            await client.session.read_resource("jzdocs://documentation/none")

    drive(root, talk)


def test_every_tool_has_typed_arguments_and_results(root: Path) -> None:
    async def talk(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.session.list_tools()).tools}
        assert set(tools) == {*READERS, "build", "pull"}
        for name, tool in tools.items():
            assert tool.description and all(p.get("description") for p in tool.input_schema["properties"].values())
            assert name == "page_picture" or tool.output_schema

    drive(root, talk)


def test_without_the_sdk_the_command_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "mcp").mkdir()
    (tmp_path / "mcp" / "__init__.py").touch()
    paths = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = run("mcp", cwd=tmp_path, PYTHONPATH=paths)
    assert done.returncode == 3 and "X242" in done.stderr and "jzdocs[mcp]" in done.stderr
    assert run("mcp", "--root", "none", cwd=tmp_path).returncode == 2
