"""Schemas: valid, complete, and of one mind with jzdocs: what it takes validates, a wrong key does not."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from msgspec import Struct

import jzdocs
from command import run
from conftest import ROOT
from jzdocs import schemas
from jzdocs.charts.kinds import KINDS
from jzdocs.errors import UsageError
from jzdocs.messages.texts import TEXTS
from jzdocs.schemas.types import described
from jzdocs.source.fences import _READERS
from jzdocs.style import schema as style_keys
from jzdocs.style.load import read_style_text

EXAMPLES = sorted((ROOT / "templates" / "examples").glob("*.md"))
PAGES = sorted((ROOT / "docs").rglob("*.md"))
STYLES = sorted((ROOT / "templates").glob("*/style.toml"))
_FENCE = re.compile(r"^(`{3,})(\w+)[^\n`]*\n(.*?)^\1[ \t]*$", re.M | re.S)


class Loader(yaml.SafeLoader):
    """YAML as editors read it (1.2): dates are texts, `yes` is a word."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if not tag.endswith((":timestamp", ":bool"))]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false|True|False"), list("tTfF"))  # type: ignore[no-untyped-call]


def validator(name: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(schemas.schema(name))


def faults(name: str, value: object) -> list[str]:
    return [f"{'.'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator(name).iter_errors(value)]


def read(text: str, loader: type = Loader) -> Any:
    return yaml.load(text, loader)


def front_matter(text: str) -> str:
    match = re.match(r"\s*---\n(.*?)^---$", text, re.M | re.S)
    return match[1] if match else ""


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The blocks of a source, those inside columns too."""
    for match in _FENCE.finditer(text):
        if match[2] in ("columns", "markdown"):
            yield from blocks(match[3])
        elif match[2] in _READERS:
            yield match[2], match[3]


def sources() -> Iterator[tuple[str, str]]:
    for path in [*sorted((ROOT / "seeds").glob("*.md")), *EXAMPLES]:
        yield path.name, path.read_text(encoding="utf-8")
    for path in PAGES:
        for number, match in enumerate(
            re.finditer(r"^`{4}markdown\n(.*?)^`{4}$", path.read_text(encoding="utf-8"), re.M | re.S)
        ):
            yield f"{path.name}:{number}", match[1]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", schemas.NAMES)
def test_every_schema_is_one(name: str, language: Any) -> None:
    schema = schemas.schema(name, language)
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["title"] and json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("loader", [Loader, yaml.BaseLoader])  # texts as editors read them, and as jzdocs does
@pytest.mark.parametrize("name, text", [pytest.param(n, t, id=n) for n, t in sources()])
def test_what_is_written_validates(name: str, text: str, loader: type) -> None:
    if "{%" in text or "{{" in front_matter(text):
        pytest.skip("a template")
    assert faults("front-matter", read(front_matter(text), loader)) == []
    for kind, block in blocks(text):
        assert faults(kind, read(block, loader)) == [], block
        assert faults("blocks", {kind: read(block, loader)}) == []


def test_sources_have_blocks_of_many_kinds() -> None:
    found = [
        read(block) | {"block": kind}
        for _, text in sources()
        for kind, block in blocks(text)
        if "{{" not in block and read(block)
    ]
    assert {"chart", "table", "keyfigures"} <= {block["block"] for block in found}
    assert len({block["kind"] for block in found if block["block"] == "chart"}) >= 12


def test_every_block_has_a_schema() -> None:
    assert set(_READERS) == set(schemas.blocks.BLOCKS) == set(schemas.schema("blocks")["properties"])
    assert schemas.schema("chart")["properties"]["kind"]["enum"] == list(KINDS)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.parent.name)
def test_stylesheets_validate(path: Path) -> None:
    assert faults("style", tomllib.loads(path.read_text(encoding="utf-8"))) == []


def test_the_project_validates() -> None:
    assert faults("project", tomllib.loads((ROOT / "jzdocs.toml").read_text(encoding="utf-8"))) == []
    assert (
        faults("project", {"limits": {"columns": 300}, "check": {"allow": ["F105"]}, "fonts": {"machine": False}}) == []
    )


CHART = {"kind": "bar", "title": "t", "rows": {"甲": 1, "乙": {"value": "2", "group": "g"}}}


@pytest.mark.parametrize(
    "name, value",
    [
        ("front-matter", {"titel": "x"}),
        ("front-matter", {"tilte": "x"}),
        ("front-matter", {"tittle": "x"}),
        ("front-matter", {"temlate": "x"}),
        ("front-matter", {"page_start": 0}),
        ("front-matter", {"data": {"a": {"file": "x.csv", "shet": "y"}}}),
        ("front-matter", {"signoff": "never"}),
        ("chart", CHART | {"tilte": "x"}),
        ("chart", CHART | {"kind": "piechart"}),
        ("chart", CHART | {"today": "2025-01-01"}),
        ("chart", CHART | {"grid": "places"}),
        ("chart", CHART | {"script": "a.py"}),
        ("chart", CHART | {"rows": {"甲": {"valu": 1}}}),
        ("chart", CHART | {"multiples": 7}),
        ("chart", {"kind": "bar", "rows": {"甲": 1}}),
        ("chart", {"kind": "python", "title": "t"}),
        ("table", {"columns": ["甲"], "rows": [["a"]], "aling": ["left"]}),
        ("table", {"columns": ["甲"], "rows": ["a"]}),
        ("table", {"rows": [[{"text": "a", "colspam": 2}]]}),
        ("keyfigures", {"cards": [{"label": "x"}]}),
        ("contents", {"depth": 5}),
        ("cover", {"depth": 5}),
        ("attachment", {"name": "x"}),
        ("style", {"boddy": {}}),
        ("style", {"body": {"fnt": "song"}}),
        ("style", {"body": {"size": 12}}),
        ("style", {"body": {"size": "12"}}),
        ("style", {"heading": {"5": {}}}),
        ("style", {"heading": {"1": {"numbering": "%1"}}}),
        ("style", {"colors": {"accent": "red"}}),
        ("style", {"chart": {"greys": ["#000000"]}}),
        ("style", {"page": {"number": {"pattern": "{pages}"}}}),
        ("style", {"fonts": {"a b": {"file": "x"}}}),
        ("project", {"source": "x"}),
        ("project", {"to": ["odf"]}),
        ("project", {"to": []}),
        ("project", {"limits": {"columns": 0}}),
        ("findings", {"diagnostics": [], "errors": 0, "warnings": 0, "more": 1}),
        ("facts", {"facts": [{"id": "x"}]}),
    ],
)
def test_a_wrong_key_or_value_does_not_validate(name: str, value: object) -> None:
    assert faults(name, value)


@pytest.mark.parametrize(
    "name, value",
    [
        ("front-matter", {"县区": "榆次", "places": "x", "titles": ["a"], "author": ["甲"], "note": "x", "issuers": 1}),
        ("front-matter", {"data": "a.csv"}),
        ("front-matter", {"data": ["a.csv", {"file": "b.xlsx", "sheet": "x"}], "seal": ["a.png", "b.png"]}),
        ("front-matter", {"title": None, "watermark": False, "seal": True, "number": 5}),
        ("front-matter", None),
        ("chart", CHART | {"kind": "gantt", "today": "2025-01-01"}),
        ("chart", CHART | {"kind": "tiles", "grid": [["甲", "乙"]], "classes": [1, 2]}),
        ("chart", CHART | {"sort": "none", "axis": [0, "100"], "unit": ["亿元", "%"], "note": ["a", "b"]}),
        ("chart", {"kind": "python", "title": "t", "script": "a.py", "facts": ["a"], "from": ["x"]}),
        ("table", {"from": "reuse", "columns": "利用率", "bars": ["甲", ["乙", "丙"]], "landscape": "是"}),
        ("keyfigures", {"collect": "all"}),
        ("style", {"fonts": {"标题": {"file": "x"}}, "page": {"size": ["480pt", "1300pt"]}, "header": {"first": {}}}),
        ("style", {"body": {"indent": "2em"}, "page": {"number": {"pattern": "第 {page} 页 / 共 {pages} 页"}}}),
    ],
)
def test_what_is_right_validates(name: str, value: object) -> None:
    assert faults(name, value) == []


@pytest.mark.parametrize(
    "text",
    [
        '[body]\nsize = "12pt"\n',
        '[body]\nsize = "12"\n',
        "[body]\nbold = 1\n",
        '[page]\nsize = "A6"\n',
        "[x]\n",
        '[fonts."甲"]\nfile = "a"\n',
    ],
)
def test_schema_and_reader_of_stylesheets_agree(text: str) -> None:
    try:
        read_style_text(text, Path("style.toml"), "style.toml")
        is_right = True
    except UsageError:
        is_right = False
    assert (faults("style", tomllib.loads(text)) == []) == is_right


def structs(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from structs(value)
    for item in schema if isinstance(schema, list) else ():
        yield from structs(item)


@pytest.mark.parametrize("name", ["front-matter", "blocks", "style", "project"])
def test_every_key_says_what_it_is_for_in_both_languages(name: str) -> None:
    for language in ("en", "zh"):
        for part in structs(schemas.schema(name, language)):
            for key, value in part.get("properties", {}).items():
                if (
                    (name == "blocks" and key in schemas.blocks.BLOCKS)
                    or "enum" in value
                    or "const" in value
                    or key == "name"
                ):
                    continue
                if "kind" in value.get("properties", {}) or set(part) <= {"properties"}:
                    continue
                assert value.get("description"), (name, key)
    chinese = schemas.schema("style", "zh")["properties"]["body"]["properties"]["leading"]["description"]
    assert re.search("[一-龥]", chinese)


def test_no_description_is_left_over() -> None:
    # a document that is judged is called Official as well
    classes = {cls.__name__: cls for cls in all_structs(Struct) if not cls.__module__.startswith("jzdocs.rules")}
    for key in TEXTS:
        kind, _, rest = key.removeprefix("schema.").partition(".")
        if key.startswith("schema.") and rest and kind not in ("title", "any"):
            assert rest in classes[kind].__struct_fields__ or rest in ("author", "toc"), key
    assert described(style_keys.BodyKeys, "size", "en") == "the size of the type"


def all_structs(base: type) -> Iterator[Any]:
    for cls in base.__subclasses__():
        if cls.__module__.startswith("jzdocs."):
            yield cls
        yield from all_structs(cls)


# --- results, and the command

SOURCE = """---
title: 简报
template: report
data: {c: c.csv}
derived: {gain: to - from}
---

# 供水

普及率由[96%]{#from}升至[98%]{#to}，提高@fact:gain，产值@fact:c.B2。5点提高3点。
"""


def test_results_validate(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SOURCE + "\n见@fig:none。\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("县区,产值（亿元）\n榆次区,50.5\n", encoding="utf-8")
    done = run("check", "a.md", "--format", "json", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert found["errors"] and faults("findings", found) == []
    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    run("build", "a.md", "--out", "out", cwd=tmp_path)
    named = json.loads((tmp_path / "out/a.facts.json").read_text(encoding="utf-8"))
    assert {fact["id"] for fact in named["facts"]} >= {"from", "to", "gain", "c.B2"} and faults("facts", named) == []
    assert faults("build", json.loads((tmp_path / "out/build.json").read_text(encoding="utf-8"))) == []
    listed = json.loads(run("facts", "a.md", "--format", "json", cwd=tmp_path).stdout)
    assert listed["facts"] and faults("facts", listed) == []
    outline = json.loads(run("outline", "a.md", "--format", "json", cwd=tmp_path).stdout)
    assert outline["sections"] and faults("outline", outline) == []


def test_facts_of_frames_validate() -> None:
    doc = jzdocs.Document(title="题", template="report")
    doc.data("c", [{"县区": "榆次区", "产值": "50.5"}])
    doc.markdown("产值@fact:{c.榆次区.产值}。")
    records = [dict(record) for record in doc.build(to="pdf").facts]
    assert records and faults("facts", {"facts": records}) == []


def test_the_command_prints_names_and_schemas() -> None:
    names = run("schema", cwd=ROOT).stdout
    assert all(name in names for name in schemas.NAMES)
    assert json.loads(run("schema", "style", cwd=ROOT).stdout) == schemas.schema("style")
    assert json.loads(run("schema", "style", cwd=ROOT, LANG="zh_CN.UTF-8").stdout) == schemas.schema("style", "zh")
    wrong = run("schema", "styl", cwd=ROOT)
    assert wrong.returncode == 2 and "front-matter" in wrong.stderr
