"""What a template writes is markup, what an expression yields is data: macros, loops, filters, links and names."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.errors import DocumentError, Report
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.options import BuildOptions, RowValue
from jzdocs.project import lone
from jzdocs.source.read import to_markdown
from jzdocs.source.sealing import as_markdown
from reading import pdf_text, squeeze, word_text

SIGNS = "a|b*c*_d_[e](f)#g`h`<i>$j$ &amp; 1. k"


def markdown(folder: Path, text: str, **values: str) -> str:
    """The text that a template gives, as Markdown."""
    path = folder / "a.md.j2"
    path.write_text(text, encoding="utf-8")
    row = tuple(RowValue(name, value, f"d.csv:{name}") for name, value in values.items())
    return as_markdown(to_markdown(path, Report(), row)[0].text).rstrip("\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**{{ v }}**", "**x\\*y**"),
        ("{{ '**' ~ v ~ '**' }}", "**x\\*y**"),
        ("{{ '**粗**' }} {{ '*a*' if v else '' }}", "**粗** *a*"),
        ("{% set t = '[文](a.md)' %}{{ t }}", "[文](a.md)"),
        ("{% for t in ['*a*', '*b*'] %}{{ t }}{% endfor %}", "*a**b*"),
        ("{{ ['*a*', v] | join('、') }}", "*a*、x\\*y"),
        ("{{ [v, v] | join('|') }}", "x\\*y|x\\*y"),
        ("{{ [v, v] | join(v) }}", "x\\*yx\\*yx\\*y"),
        ("{{ v | markdown }}", "x*y"),
        ("{{ v | upper }} {{ v | replace('x', 'z*') }}", "X\\*Y z\\*\\*y"),
        ("{% macro m(t) %}**{{ t }}**{% endmacro %}{{ m(v) }} {{ m('*k*') }}", "**x\\*y** ***k***"),
        ("{% set t %}*{{ v }}*{% endset %}{{ t }}", "*x\\*y*"),
        ("{% macro m() %}{{ v }}{% endmacro %}{{ m() }}", "x\\*y"),
        ("{% call(u) m2() %}_{{ u }}_{% endcall %}", None),
        ("{{ '%s*' % v }} {{ '*{}*'.format(v) }} {{ '*' + v + '*' }}", "x\\*y* *x\\*y* *x\\*y*"),
        ("{{ v == 'x*y' }} {{ 'x*' in v }} {{ v.split('*')[1] }} {{ v | length }}", "True True y 3"),
        ("{{ {'a': v}['a'] }} {{ row['v'] }}", "x\\*y x\\*y"),
        ("{% filter upper %}*a*{% endfilter %}", "*A*"),
        ("{% include 'p.md' %}", "*部分* x\\*y"),
    ],
)
def test_markup_and_data(tmp_path: Path, text: str, shown: str | None) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "p.md").write_text("*部分* {{ v }}", encoding="utf-8")
    if shown is None:
        with pytest.raises(DocumentError):
            markdown(tmp_path, text, v="x*y")
    else:
        assert markdown(tmp_path, text, v="x*y") == shown


def test_links_pictures_and_names_take_values(tmp_path: Path) -> None:
    from PIL import Image

    (tmp_path / "图 (1)_a.png").touch()
    Image.new("RGB", (8, 8)).save(tmp_path / "图 (1)_a.png")
    text = (
        "---\ntitle: 题\ntemplate: report\n---\n\n# 一 {#sec:{{ id }}}\n\n见@sec:{{ id }}，[网站]({{ url }})，[坏]({{ bad }})。\n\n"
        "[{{ n }}件]{#{{ id }}.n}\n\n![{{ alt }}](<{{ file }}>)\n\nm<sup>{{ n }}</sup>\n"
    )
    path = tmp_path / "a.md.j2"
    path.write_text(text, encoding="utf-8")
    values = {
        "id": "a_b-c",
        "url": "https://a.cn/x_(1)?q=1&r=[2]#y",
        "bad": "javascript:alert(1)",
        "n": "1,234.5",
        "alt": "图|甲",
        "file": "图 (1)_a.png",
    }
    row = tuple(RowValue(k, v) for k, v in values.items())
    loaded = pipeline.load(path, lone(path), None, options=BuildOptions(row=row))
    assert not loaded.report.errors, list(loaded.report)
    heading, first, second, figure, third = loaded.document.blocks[-5:]
    assert isinstance(heading, nodes.Heading) and heading.id == "sec:a_b-c"
    assert isinstance(first, nodes.Paragraph)
    links = [inline for inline in first.inlines if isinstance(inline, nodes.Link)]
    assert [link.href for link in links] == ["https://a.cn/x_(1)?q=1&r=[2]#y"] and "坏" in plain(first.inlines)
    assert loaded.document.facts["a_b-c.n"].text == "1,234.5件"
    assert isinstance(figure, nodes.Figure) and figure.alt == "图|甲"
    assert isinstance(second, nodes.Paragraph) and isinstance(third, nodes.Paragraph)
    assert plain(third.inlines) == "m1,234.5"


def test_both_files_print_values_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.md.j2"
    path.write_text(
        '---\ntitle: "{{ v }}"\ntemplate: report\n---\n\n# 甲{{ v }}\n\n乙{{ v }}\n\n- 丙{{ v }}\n\n| 丁{{ v }} | {{ lines }} |\n|--|--|\n'
        "| 戊 | 二 |\n\n```table\ntitle: 己{{ v }}\ncolumns: [庚{{ v }}, x]\nrows:\n  - [{{ lines }}, 辛{{ v }}]\n```\n\n"
        '有[{{ n }}件]{#k.n}。\n\n```keyfigures\ncards:\n  - {figure: k.n, label: 子{{ v }}, context: "丑{{ v }}"}\n```\n',
        encoding="utf-8",
    )
    row = (RowValue("v", SIGNS), RowValue("lines", "第一行\n第二行"), RowValue("n", "1,234"))
    built = pipeline.build(path, lone(path), options=BuildOptions(row=row))
    assert not built.report.errors, list(built.report)
    for name, data in built.files.items():
        (tmp_path / name).write_bytes(data)
    for text in (squeeze(pdf_text(tmp_path / "a.pdf")), squeeze(word_text(tmp_path / "a.docx"))):
        for mark in "甲乙丙丁己庚辛子丑":
            assert mark + squeeze(SIGNS) in text, (mark, text)
        assert "1,234件" in text and "第一行" in text and "第二行" in text


def test_front_matter_of_others_stays_markup_in_templates(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "t"
    folder.mkdir(parents=True)
    (folder / "document.md.j2").write_text("# {{ title }}\n\n{{ intro }}\n\n{{ body }}\n", encoding="utf-8")
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 3*4*5\nintro: '**粗**字'\ntemplate: ./templates/t\n---\n\n文\n", encoding="utf-8")
    import os

    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        loaded = pipeline.load(path, lone(path), None)
    finally:
        os.chdir(before)
    heading, paragraph = loaded.document.blocks[:2]
    assert isinstance(heading, nodes.Heading) and plain(heading.inlines) == "3*4*5"
    assert isinstance(paragraph, nodes.Paragraph) and isinstance(paragraph.inlines[0], nodes.Strong)
