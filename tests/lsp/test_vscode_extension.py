"""The extension for VS Code knows what jzdocs knows: kinds of charts and blocks, its texts in both languages."""

from __future__ import annotations

import json
import re

from conftest import ROOT
from jzdocs.charts.kinds import KINDS
from jzdocs.lsp.keys import BLOCKS

FOLDER = ROOT / "editors" / "vscode"


def test_the_grammar_has_all_kinds_of_charts_and_blocks() -> None:
    grammar = json.loads((FOLDER / "syntaxes" / "blocks.tmLanguage.json").read_text(encoding="utf-8"))["repository"]
    kinds = re.search(r"\(kind\)\(:\)\\s\+\(([\w|]+)\)", grammar["kind"]["match"])
    blocks = re.search(r"\(([a-z|]{40,})\)", grammar["block"]["begin"])
    assert kinds and set(kinds[1].split("|")) == set(KINDS)
    assert blocks and set(blocks[1].split("|")) == set(BLOCKS) - {"columns"}  # columns hold Markdown


def test_every_text_is_there_in_both_languages() -> None:
    package = (FOLDER / "package.json").read_text(encoding="utf-8")
    english = json.loads((FOLDER / "package.nls.json").read_text(encoding="utf-8"))
    chinese = json.loads((FOLDER / "package.nls.zh-cn.json").read_text(encoding="utf-8"))
    assert set(re.findall(r"%([\w.]+)%", package)) == set(english) == set(chinese)
    code = (FOLDER / "src" / "extension.ts").read_text(encoding="utf-8")
    bundle = json.loads((FOLDER / "l10n" / "bundle.l10n.zh-cn.json").read_text(encoding="utf-8"))
    assert set(re.findall(r'\bt\(\s*"([^"]+)"', code)) == set(bundle)


def test_the_lock_names_no_registry() -> None:
    assert "resolved" not in (FOLDER / "package-lock.json").read_text(encoding="utf-8")
