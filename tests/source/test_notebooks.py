"""Notebooks as sources: text, figures and frames; what is left out or out of date is told with the cell."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import pandas
import polars
import pytest
from PIL import Image

import jzdocs

FRONT = "---\ntitle: 运行简报\ntemplate: report\n---\n\n# 总体\n\n产值[170.7亿元]{#total}。见@fig:trend。"


def markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def code(text: str, *outputs: dict[str, Any], count: int | None = 1, tags: list[str] | None = None) -> dict[str, Any]:
    metadata = {"tags": tags} if tags else {}
    return {
        "cell_type": "code",
        "metadata": metadata,
        "source": text,
        "execution_count": count,
        "outputs": list(outputs),
    }


def shown(**data: Any) -> dict[str, Any]:
    forms = {name.replace("__", "+").replace("_", "/"): value for name, value in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": forms}


def png() -> str:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def notebook(path: Path, *cells: dict[str, Any]) -> Path:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    file = {"nbformat": 4, "nbformat_minor": 5, "metadata": kernel, "cells": list(cells)}
    path.write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")
    return path


TREND = code("#| label: fig-trend\n#| caption: 走势\n#| alt: 图\nplt.show()", shown(image_png=png()))


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def texts(built: jzdocs.Built) -> str:
    from docx import Document

    document = Document(io.BytesIO(built.docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_text_figures_and_frames_become_the_document() -> None:
    frame = pandas.DataFrame({"县区": ["榆次区", "祁县"], "产值": [50.5, None]})
    table = shown(text_html=frame._repr_html_(), text_plain="…")
    result = code("#| label: tbl-c\n#| tbl-cap: 各县区\nframe", table, count=2)
    built = jzdocs.build(notebook(Path("r.ipynb"), markdown(FRONT), TREND, result))
    assert not built.findings and set(built.files) == {"r.pdf", "r.docx", "r.facts.json"}
    text = texts(built)
    assert "运行简报" in text and "见图1。" in text and "走势" in text and "plt.show" not in text and "#|" not in text
    assert [cell for cell in ("县区", "榆次区", "50.5", "—") if cell not in text.splitlines()] == []
    assert built.facts["total"]["source"] == {
        "path": "r.ipynb",
        "notebook_cell": 1,
        "line": 8,
        "column": 4,
        "offset": -1,
    }


def test_frames_of_polars_and_with_several_heads() -> None:
    columns = pandas.MultiIndex.from_product([["2025年"], ["产值", "增速"]])
    wide = pandas.DataFrame([[1, 2]], index=pandas.Index(["榆次区"], name="县区"), columns=columns)
    cells = [
        code("a", shown(text_html=polars.DataFrame({"名": ["甲"], "值": [1.5]})._repr_html_())),
        code("b", shown(text_html=wide._repr_html_()), count=2),
    ]
    built = jzdocs.build(notebook(Path("r.ipynb"), markdown("---\ntitle: 题\ntemplate: report\n---"), *cells))
    lines = texts(built).splitlines()
    assert "甲" in lines and "1.5" in lines and '"甲"' not in lines and "str" not in lines
    assert "2025年产值" in lines and "榆次区" in lines


@pytest.mark.parametrize(
    ("cell", "finding"),
    [
        (code("x = 1", count=None), "D064"),
        (code("x", shown(image_png=png()), count=None), "D064.unknown"),
        (code("print(1)", {"output_type": "stream", "name": "stdout", "text": "1\n"}, count=7), "D065"),
        (code("w", shown(**{"application_vnd.plotly": {}}), count=7), "D065.kind"),
        ({"cell_type": "raw", "metadata": {}, "source": "生"}, "D065.raw"),
        (code("d", shown(text_html=pandas.DataFrame({"a": range(100)})._repr_html_()), count=7), "D067"),
    ],
)
def test_what_is_left_out_or_out_of_date_is_told_with_the_cell(cell: dict[str, Any], finding: str) -> None:
    path = notebook(Path("r.ipynb"), markdown(FRONT), TREND, cell)
    (found,) = [f for f in jzdocs.check(path) if f.code[0] == "D"]
    assert f"{found.code}.{found.variant}".rstrip(".") == finding
    assert str(found.location) == "r.ipynb:cell 3:1:1" and "第 3 个单元格" in found.worded("zh")[
        0
    ] + "第 3 个单元格" * (finding == "D065.raw")


def test_cells_that_were_run_out_of_order_are_told() -> None:
    path = notebook(Path("r.ipynb"), markdown(FRONT), TREND, code("a = 1", count=5), code("b = a", count=4))
    (found,) = jzdocs.check(path)
    assert (found.code, found.variant, str(found.location)) == ("D064", "order", "r.ipynb:cell 4:1:1")


def test_what_says_nothing_is_left_out_without_a_word() -> None:
    quiet = (
        code("x = 1", count=2),
        code("ax.plot(x)", shown(text_plain="[<matplotlib.lines.Line2D at 0x7f>]"), count=3),
        code("w", {"output_type": "stream", "name": "stderr", "text": "warning"}, count=4),
        code("#| include: false\nprint(1)", {"output_type": "stream", "name": "stdout", "text": "1"}, count=5),
        code("p", shown(image_png=png()), count=6, tags=["remove-output"]),
        code("# nothing", count=None),
    )
    assert not jzdocs.check(notebook(Path("r.ipynb"), markdown(FRONT), TREND, *quiet))


def test_errors_name_the_cell_and_its_line() -> None:
    error = {"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": []}
    with pytest.raises(jzdocs.FindingsError) as raised:
        jzdocs.build(notebook(Path("r.ipynb"), markdown(FRONT), code("x", error)))
    assert [(f.code, str(f.location)) for f in raised.value.findings] == [
        ("R001", "r.ipynb:cell 1:8:22"),
        ("D066", "r.ipynb:cell 2:1:1"),
    ]
    Path("b.ipynb").write_text('{"nbformat": 3, "cells": []}', encoding="utf-8")
    with pytest.raises(jzdocs.DocumentError) as broken:
        jzdocs.build("b.ipynb")
    assert broken.value.diagnostic.code == "D068"


def test_pictures_in_text_cells_are_printed() -> None:
    cell = markdown("![图](attachment:a.png)")
    cell["attachments"] = {"a.png": {"image/png": png()}}
    built = jzdocs.build(notebook(Path("r.ipynb"), markdown("---\ntitle: 题\ntemplate: report\n---"), cell))
    assert b"/Subtype /Image" in built.pdf or b"/Image" in built.pdf


def test_cells_are_run_only_when_that_is_asked_for() -> None:
    pytest.importorskip("nbclient")
    cells = (
        code("import pandas as pd\nopen('ran', 'w').close()", count=None),
        code("#| caption: 表\npd.DataFrame({'名': ['甲'], '值': [1.5]})", count=None),
        code(
            "#| label: fig-trend\n#| caption: 图\n#| alt: 图\nimport matplotlib.pyplot as plt\n"
            "plt.plot([1, 2])\nplt.title('走势图')\nplt.show()",
            count=None,
        ),
    )
    path = notebook(Path("r.ipynb"), markdown(FRONT), *cells)
    before = path.read_bytes()
    assert [f.code for f in jzdocs.check(path)][:1] == ["R001"] and not Path("ran").exists()
    built = jzdocs.build(path, run=True)
    assert not built.findings and Path("ran").exists() and path.read_bytes() == before
    assert "甲" in texts(built).splitlines()
    from pypdfium2 import PdfDocument

    assert "走势图" in PdfDocument(built.pdf)[0].get_textpage().get_text_range()  # text in the document's faces
    notebook(path, markdown(FRONT), code("1 / 0", count=None))
    with pytest.raises(jzdocs.DocumentError) as raised:
        jzdocs.check(path, run=True)
    assert (raised.value.diagnostic.code, str(raised.value.diagnostic.location)) == ("D069", "r.ipynb:cell 2:1:1")
