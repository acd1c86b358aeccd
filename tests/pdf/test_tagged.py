"""The PDF lasts and can be read by everybody: it passes page-validation's PDF/A-2a, PDF/A-3a and PDF/UA-1, and a
check of our own."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import page as validation
import pikepdf
import pytest

from conftest import ROOT, Sample, build_sample
from jzdocs.build import pipeline
from jzdocs.frames import Page, Pages, Rule, Tag
from jzdocs.model import nodes
from jzdocs.model.nodes import Meta
from jzdocs.model.walk import plain
from jzdocs.options import BuildOptions
from jzdocs.painting.contents import Contents
from jzdocs.painting.structure import UntaggedError
from jzdocs.pdf.color_profile import srgb_profile
from jzdocs.pdf.reading_order import read_aloud
from jzdocs.pdf.writer import write_pdf
from jzdocs.project import lone
from jzdocs.resolve.lists import heading_text
from jzdocs.style.contrast import contrast
from jzdocs.style.faces import Faces
from jzdocs.units import Size, pt
from pdf_tags import faults
from reading import squeeze

ROWS = "\n".join(f'  - [项目{i}, "{i * 3.25:.2f}", {{text: 说明第{i}条}}]' for i in range(90))
HARD = f"""---
title: 难排的文件
template: report
date: 2025-11-20
---

# 甲 {{#a}}

正文[^n]与 English words in a row，见@tbl:t、[网址](https://example.org/路径?a=(1))和[上文](#a)，——破折号。

### 跳级标题

1. 一
   - 子
     - 孙
2. 二

> 引文。

```python
x = 1
```

```table #tbl:t
title: 长表
columns: [事项, 数量, 说明]
align: [left, decimal, left]
rows:
{ROWS}
note: 注。
```

```table
title: 合并
head:
  - [{{text: 地区, rowspan: 2}}, {{text: 产值, colspan: 2}}]
  - [去年, 今年]
rows:
  - [{{text: 甲, rowspan: 2}}, "1", "2"]
  - ["3", "4"]
```

```table #tbl:wide
title: 宽表
landscape: yes
columns: [{", ".join(f"指标{i}" for i in range(12))}]
rows:
  - [{", ".join(f'"{i}"' for i in range(12))}]
```

[潇河]{{ruby=Xiāo Hé}}在晋中。由[24.6%]{{#f.a}}升至[38.2%]{{#f.b}}。

```chart #fig:c
kind: dumbbell
title: 率
unit: "%"
rows: {{率: [f.a, f.b]}}
alt: 率由24.6%升至38.2%。
```

[^n]: 注文，见[网址](https://example.org)。
"""


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("hard")
    (folder / "hard.md").write_text(HARD, encoding="utf-8")
    return build_sample(folder / "hard.md", lone(folder / "hard.md"), folder)


@pytest.mark.parametrize("profile", ["pdfa-2a", "pdfua-1"])
@pytest.mark.parametrize("name", ["sample", "raw", "hard"])
def test_page_validation_passes(name: str, profile: str, request: pytest.FixtureRequest) -> None:
    report = validation.validate_pdf(request.getfixturevalue(name).pdf, profile=profile)
    assert report.is_compliant, [(f.rule_id, f.message) for f in report.failures]


@pytest.mark.parametrize("name", ["sample", "raw", "hard"])
def test_the_structure_is_sound(name: str, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(request.getfixturevalue(name).pdf) as pdf:
        assert faults(pdf) == []


def test_a_3a_carries_the_facts_and_the_charts_data(sample: Sample) -> None:
    project = lone(ROOT / "seeds" / "jinzhong.md")
    built = pipeline.build(ROOT / "seeds" / "jinzhong.md", project, None, ("pdf",), BuildOptions("a-3a"))
    data = built.files["jinzhong.pdf"]
    for profile in ("pdfa-3a", "pdfua-1"):
        report = validation.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, [f.message for f in report.failures]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.attachments["jinzhong.facts.json"].get_file().read_bytes() == built.files["jinzhong.facts.json"]
        assert len(pdf.attachments) == 11 and len(pdf.Root.AF) == 11
        rows = pdf.attachments["chart-6.csv"].get_file().read_bytes().decode("utf-8-sig").splitlines()
        assert rows[1] == '"再生水利用率","24.6","38.2","%"'


def test_reading_aloud_gives_the_text_in_its_order(sample: Sample) -> None:
    spoken = list(read_aloud(sample.pdf))
    document = sample.loaded.document
    expected = []
    for block in document.blocks:
        if isinstance(block, nodes.Heading):
            expected.append(("H", squeeze(heading_text(block))))
        elif isinstance(block, nodes.Paragraph):
            expected.append(("P", squeeze(plain(block.lead + block.inlines))))
        elif isinstance(block, nodes.Figure):
            expected.append(("Figure", squeeze(block.alt)))
        elif isinstance(block, nodes.Table):
            expected += [("T", squeeze(plain(c.inlines))) for row in (*block.head, *block.body) for c in row]
    position = 0
    for role, text in expected:
        found = next(
            (
                i
                for i in range(position, len(spoken))
                if spoken[i].role.startswith(role)
                and squeeze(spoken[i].text).replace("[1]", "").replace("[2]", "") == text
            ),
            None,
        )
        assert found is not None, (role, text)
        position = found + 1


def test_words_at_a_lines_end_keep_their_space(hard: Sample, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: t\ntemplate: report\n---\n\n" + "the quick brown fox jumps over the lazy dog " * 12,
        encoding="utf-8",
    )
    rendered = build_sample(tmp_path / "a.md", lone(tmp_path / "a.md"), tmp_path)
    spoken = " ".join(s.text for s in read_aloud(rendered.pdf) if s.role == "P")
    assert "thequick" not in spoken and "dogthe" not in spoken and spoken.count("lazy dog") == 12


def test_roles(hard: Sample) -> None:
    roles = [s.role for s in read_aloud(hard.pdf)]
    for role in (
        "Note",
        "Lbl",
        "L",
        "LI",
        "LBody",
        "BlockQuote",
        "Code",
        "Figure",
        "Caption",
        "THead",
        "TBody",
        "TH",
        "TD",
        "Link",
        "Reference",
        "Span",
        "Ruby",
        "RB",
        "RT",
    ):
        assert role in roles, role
    assert [r for r in roles if r.startswith("H")] == ["H1", "H2"]  # the skipped level is closed up
    assert roles.count("THead") == 3  # headers that repeat are artifacts
    assert any(s.role == "Span" and s.lang == "en" and "English words" in s.text for s in read_aloud(hard.pdf))


def test_wide_tables_stand_on_turned_pages(hard: Sample) -> None:
    with pikepdf.open(hard.pdf) as pdf:
        turned = [i for i, p in enumerate(pdf.pages) if float(p.MediaBox[2]) > float(p.MediaBox[3])]
    assert len(turned) == 1 and 0 < turned[0] < hard.built.pages - 1


def test_notes_and_references_lead_to_one_another(hard: Sample) -> None:
    with pikepdf.open(hard.pdf) as pdf:
        (note,) = elements(pdf, "/Note")
        back = next(k for k in note.K if not isinstance(k, int) and k.get("/S") == "/Lbl")
        link = next(k for k in back.K[0].K if not isinstance(k, int) and k.get("/Type") == "/OBJR").Obj
        marks = [a for p in pdf.pages for a in p.get("/Annots", []) if str(a.Contents) == "[1]"]
        assert len(marks) == 2 and any(m.objgen == link.objgen for m in marks)
        assert len({str(m.Dest) for m in marks}) == 2  # one leads to the note, the other back to its mark


NOTES = """---
title: 题
template: report
---

甲段[^a]有两处[^b]注。

乙段[^c]有一处。

```table #tbl:t
title: 表
columns: [项, 数]
rows:
  - ["甲[^d]", "1"]
```

尾段[^e]。

[^a]: 注一。
[^b]: 注二。
[^c]: 注三。
[^d]: 注四。
[^e]: 注五。
"""


def test_notes_are_read_in_their_order_behind_the_block_that_refers_to_them(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(NOTES, encoding="utf-8")
    rendered = build_sample(tmp_path / "a.md", lone(tmp_path / "a.md"), tmp_path)
    spoken = [
        (s.role, squeeze(s.text)) for s in read_aloud(rendered.pdf) if s.depth == 1 and s.role in ("P", "Note", "Table")
    ]
    order = [text[:2] if role == "P" else text[-3:-1] if role == "Note" else role for role, text in spoken]
    assert order == ["题", "甲段", "注一", "注二", "乙段", "注三", "Table", "注四", "尾段", "注五"]


def test_metadata_agree(sample: Sample) -> None:
    with pikepdf.open(sample.pdf) as pdf, pdf.open_metadata() as meta:
        assert meta["dc:title"] == str(pdf.docinfo["/Title"]) == sample.loaded.document.meta.title
        assert meta["pdf:Producer"] == str(pdf.docinfo["/Producer"])
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20251120")
        assert meta["pdfaid:part"] == "2" and meta["pdfaid:conformance"] == "A"


def test_the_profile_is_an_icc_profile_of_srgb() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    assert profile.profile.xcolor_space.strip() == "RGB" and "sRGB" in profile.profile.profile_description
    to_lab = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    from PIL import Image

    image = Image.new("RGB", (1, 1), (31, 78, 121))
    found = ImageCms.applyTransform(image, to_lab).getpixel((0, 0))
    assert all(abs(a - b) <= 1 for a, b in zip(found, (31, 78, 121), strict=True))


def test_an_untagged_item_is_an_error(faces: Faces) -> None:
    rule = Rule(0, 0, pt(10), 0, pt(1), "000000")
    pages = Pages((Page(Size(pt(100), pt(100)), (rule,)),), {}, (), (Tag("Document", -1),))
    with pytest.raises(UntaggedError):
        write_pdf(pages, Meta(), faces, Contents({}, {}))


def test_pale_colours_are_reported(tmp_path: Path) -> None:
    assert round(contrast("7F7F7F"), 1) == 4.0 and contrast("000000") == 21
    (tmp_path / "templates" / "pale").mkdir(parents=True)
    (tmp_path / "templates" / "pale" / "style.toml").write_text(
        'extends = "report"\n[body]\ncolor = "#BBBBBB"\n', encoding="utf-8"
    )
    (tmp_path / "a.md").write_text("---\ntitle: 题\n---\n\n正文。\n", encoding="utf-8")
    report = pipeline.load(tmp_path / "a.md", lone(tmp_path / "a.md"), "pale").report
    assert {d.code for d in report} == {"T010"} and any(
        "[body] color: #BBBBBB has a contrast of only 1.9" in d.worded()[0] for d in report
    )


def test_a_chart_without_alternative_text_gets_one(tmp_path: Path) -> None:
    rows = "\n".join(f"  第{i}项: a{i}" for i in range(20))
    facts = "、".join(f"[{i * 3}个]{{#a{i}}}" for i in range(20))
    (tmp_path / "a.md").write_text(
        f"---\ntitle: 题\n---\n\n{facts}。\n\n```chart #fig:x\nkind: bar\ntitle: 各项\nunit: 个\nrows:\n{rows}\n```\n",
        encoding="utf-8",
    )
    loaded = pipeline.load(tmp_path / "a.md", lone(tmp_path / "a.md"), "report")
    (figure,) = [b for b in loaded.document.blocks if isinstance(b, nodes.Figure)]
    assert figure.alt == "条形图：各项，共20项，最高第19项57个，最低第0项0个。"
    assert [d.code for d in loaded.report] == ["C040"]


# --- planted faults: the check must see each


def elements(pdf: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind and item.get("/Type") == "/StructElem":
            yield item


def content(pdf: pikepdf.Pdf, change: Callable[[bytes], bytes], index: int = 0) -> None:
    target = pdf.pages[index]
    data = change(target.Contents.read_bytes())
    target.Contents = pikepdf.Stream(pdf, data)


def twice(pdf: pikepdf.Pdf) -> None:
    first, second = list(elements(pdf, "/TD"))[:2]
    second.K, second.Pg = first.K, first.Pg


def swap_parents(pdf: pikepdf.Pdf) -> None:
    entries = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    entries[0], entries[1] = entries[1], entries[0]


FAULTS: dict[str, Callable[[pikepdf.Pdf], Any]] = {
    "no tree": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
    "not marked": lambda pdf: pdf.Root.MarkInfo.__setitem__("/Marked", False),
    "no language": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "a figure without alt": lambda pdf: next(elements(pdf, "/Figure")).__delitem__("/Alt"),
    "a header cell without scope": lambda pdf: next(elements(pdf, "/TH")).__delitem__("/A"),
    "a note without id": lambda pdf: next(elements(pdf, "/Note")).__delitem__("/ID"),
    "a heading level skipped": lambda pdf: next(elements(pdf, "/H2")).__setitem__("/S", pikepdf.Name("/H4")),
    "a wrong parent": lambda pdf: next(elements(pdf, "/TD")).__setitem__("/P", pdf.Root.StructTreeRoot),
    "an MCID twice in the tree": lambda pdf: twice(pdf),
    "parent tree entries swapped": swap_parents,
    "a page out of the parent tree": lambda pdf: pdf.pages[0].obj.__setitem__("/StructParents", 999),
    "a link out of the tree": lambda pdf: next(elements(pdf, "/Link")).__setitem__("/K", pikepdf.Array()),
    "a link's number wrong": lambda pdf: pdf.pages[0].Annots[0].__setitem__("/StructParent", 0),
    "a link without contents": lambda pdf: pdf.pages[0].Annots[0].__delitem__("/Contents"),
    "painting outside marks": lambda pdf: content(pdf, lambda d: d + b"\n0 0 m 9 9 l S\n"),
    "marks never closed": lambda pdf: content(pdf, lambda d: d[: d.rindex(b"EMC")]),
    "an MCID used twice": lambda pdf: content(pdf, lambda d: d.replace(b"/MCID 1>>", b"/MCID 0>>", 1)),
    "another tag in the content": lambda pdf: content(
        pdf, lambda d: d.replace(b"/P <</MCID 0>>", b"/H1 <</MCID 0>>", 1)
    ),
    "text turned into an artifact": lambda pdf: content(
        pdf, lambda d: d.replace(b"/P <</MCID 0>> BDC", b"/Artifact BMC", 1)
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_check_sees_planted_faults(name: str, hard: Sample) -> None:
    with pikepdf.open(hard.pdf) as pdf:
        assert faults(pdf) == []
        FAULTS[name](pdf)
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        assert faults(pdf) != []
