"""No value of a sample's formatting stops the learning of its looks."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.support import looks

from jzdocs.errors import JzdocsError
from jzdocs.learn.files import template_files
from jzdocs.learn.sample import read_sample
from jzdocs.learn.template import learn

ATTRIBUTES = ("sz", "color", "spacing", "jc", "pgMar", "pgSz", "docGrid", "rFonts", "ind")
ODD = st.sampled_from(["0", "-1", "99999", "x", "", "1.5", "黑体", "FF0000", "both"])


def spoil(element: Any, name: str, value: str) -> None:
    for node in element.iter(qn(f"w:{name}")):
        for attribute in list(node.attrib):
            node.set(attribute, value)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(ATTRIBUTES), value=ODD, maker=st.sampled_from([looks.notice, looks.briefing, looks.report]))
def test_odd_formatting_is_learned_or_refused(tmp_path: Path, name: str, value: str, maker: Any) -> None:
    path = maker(tmp_path / "a.docx")
    document = docx.Document(str(path))
    spoil(document.element, name, value)
    document.save(str(path))
    try:
        files = template_files(learn(read_sample(path)))
    except JzdocsError as error:
        assert error.exit_code in (1, 2)  # told, with a code
        return
    assert tomllib.loads(files["style.toml"].decode())["extends"] in ("gongwen", "report")


@pytest.mark.parametrize("maker", [looks.notice, looks.briefing, looks.report])
def test_the_same_sample_gives_the_same_bytes(tmp_path: Path, maker: Any) -> None:
    path = maker(tmp_path / "a.docx")
    assert template_files(learn(read_sample(path))) == template_files(learn(read_sample(path)))
