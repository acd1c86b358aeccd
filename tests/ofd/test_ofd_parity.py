"""PDF and OFD of a document agree: characters, their places, bookmarks, pictures of pages. Forty documents are checked."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import jzdocs
from conftest import ROOT, SHARED
from jzdocs.ofd.reader import read_ofd
from ofd_check import check
from ofd_parity import farthest, ofd_places, pdf_places
from ofd_svg import OfdPages

_KINDS = ("bar", "column", "line", "area", "pie", "share", "timeline", "change")
_CHART = """---
title: 图{kind}
template: report
---

# 章

甲[12万元]{{#a}}，乙[30万元]{{#b}}，丙[7万元]{{#c}}，见图。

```chart #fig:one
kind: {kind}
title: 投入
unit: 万元
rows: {{甲县: a, 乙县: b, 丙县: c}}
alt: 三县。
```
"""
_MIXED = """---
title: 综合
date: 2025-11-20
watermark: 内部资料
---

# 文字

见[网站](https://example.org/?a=1&b=2)与[下节](#f)。表情😀🎉，破折号——两格，x²、ᵗ、x₁。extraor\u00addinary <y> & “引”。

**加粗**、*斜体*、`code  two`。[12个]{#n}文件[^1]。

[^1]: 注文。

| 甲 | 乙 |
|---|---:|
| 1 | 2 |

# 公式 {#f}

$$\\int_0^1 \\frac{\\sqrt{x^2+1}}{\\left(1+\\sum_{i=1}^n a_i\\right)}\\,dx = \\hat{A}$$

![图](c.svg)
"""
_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100"><defs><clipPath id="k">
<circle cx="60" cy="50" r="40"/></clipPath></defs><g clip-path="url(#k)"><rect width="120" height="100" fill="#36c"
fill-opacity="0.5"/><text x="20" y="55" font-size="20">裁剪文字</text></g><text x="120" y="60" font-size="18"
transform="rotate(30 120 60)">斜</text><path fill-rule="evenodd" d="M150 60h40v30h-40z M160 65h20v20h-20z"/></svg>"""
_OFFICIAL = """---
template: gongwen
title: 甲市人民政府关于防汛的通知
issuer: 甲市人民政府
number: 甲政发〔2025〕12号
secrecy: 秘密★5年
retention: 永久
to: [各县人民政府]
date: 2025-11-20
seal: seal.png
---

共储备[1200吨]{#stock}物资。
"""
_SHARED = [
    *(
        f"pages/{name}"
        for name in (
            "table-wide/in.md",
            "landscape-after-heading/in.md",
            "latin-tokens/a.md",
            "single-dash-doubled/a.md",
            "table-long/in.md",
            "columns-after-landscape/in.md",
            "superscript-minus-stops-build/a.md",
            "rowspan-over-page/t.md",
            "figures-drift/charts.md",
        )
    ),
    *(f"charts/column-drops/{name}.md" for name in ("k_bar", "k_heat", "k_line", "k_stacked", "k_timeline")),
    "official/gongwen/in.md",
]
_REAL = ["txt/tongzhi_397_redhead.txt", "docx/yz_notice.docx", "md/weijian2024_gongbao.md"]


def documents() -> Iterator[Any]:
    """Every document: a path, or a name and its text."""
    yield pytest.param(ROOT / "seeds" / "jinzhong.md", id="sample")
    for path in sorted((ROOT / "templates" / "examples").glob("*.md")):
        if path.stem != "briefing":  # it needs a template of its own
            yield pytest.param(path, id=path.stem)
    for kind in _KINDS:
        yield pytest.param(("chart", _CHART.format(kind=kind)), id=f"chart-{kind}")
    yield pytest.param(("mixed", _MIXED), id="mixed")
    yield pytest.param(("official", _OFFICIAL), id="official")
    for folder, names in (("cases", _SHARED), ("real", _REAL)):
        for name in names:
            there = (SHARED / folder / name).is_file()
            mark = pytest.mark.skipif(not there, reason="lies beside the project")
            yield pytest.param(SHARED / folder / name, id=name.replace("/", "-"), marks=mark)


def built(document: Any, folder: Path, **more: Any) -> tuple[Path, Path]:
    """Build a document as PDF and OFD into a folder."""
    path = document
    if isinstance(document, tuple):
        from PIL import Image

        Image.new("RGBA", (60, 60), (200, 0, 0, 90)).save(folder / "seal.png")
        (folder / "c.svg").write_text(_SVG, encoding="utf-8")
        path = folder / f"{document[0]}.md"
        path.write_text(document[1], encoding="utf-8")
    files = jzdocs.build(path, to=["pdf", "ofd"], **more).files
    for name, data in files.items():
        (folder / f"out{name[name.rfind('.') :]}").write_bytes(data)
    return folder / "out.pdf", folder / "out.ofd"


def test_there_are_forty_documents() -> None:
    assert len(list(documents())) >= 40


def said(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", text))


def bookmarks(pdf: Path) -> list[tuple[int, str, int]]:
    """The outline of a PDF: level, title, page."""
    out: list[tuple[int, str, int]] = []
    with pikepdf.open(pdf) as opened:
        pages = {page.objgen: number for number, page in enumerate(opened.pages)}
        names = pikepdf.NameTree(opened.Root.Names.Dests) if "/Names" in opened.Root else {}

        def collect(items: Any, level: int) -> None:
            for item in items:
                target = item.destination
                target = names[str(target)] if isinstance(target, pikepdf.String) else target
                target = opened.Root.Dests[str(target)] if isinstance(target, pikepdf.Name) else target
                target = target.D if isinstance(target, pikepdf.Dictionary) else target
                out.append((level, item.title, pages[target[0].objgen]))
                collect(item.children, level + 1)

        with opened.open_outline() as outline:
            collect(outline.root, 0)
    return out


@pytest.mark.parametrize("document", documents())
def test_pdf_and_ofd_agree(document: Any, tmp_path: Path) -> None:
    """Right by our checker; the same characters at the same places (0.05 mm), read by us and by others; the same
    bookmarks; the same sizes of pages."""
    pdf, ofd = built(document, tmp_path)
    assert check(ofd.read_bytes()) == []
    read = read_ofd(ofd)
    assert [(e.level, e.title, e.page) for e in read.outline] == bookmarks(pdf)
    pages = pdf_places(pdf), ofd_places(ofd)
    assert len(pages[0]) == len(pages[1])
    for number, (first, second) in enumerate(zip(*pages, strict=True)):
        distance, different = farthest(first, second)
        # pdfium takes a hyphen at the end of a line for one that only the line break put there
        assert different <= {"-", "\u00ad", "\x02"}, f"page {number + 1}"
        assert distance <= 0.05, f"page {number + 1}"
    ofdkit = pytest.importorskip("ofdkit")
    with ofdkit.open(str(ofd)) as other:
        assert said(other.text()) == said("".join(text.text for page in read.pages for text in page.texts))
        assert not other.warnings


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    program = Path("/usr/bin/chromium")
    if not program.is_file():
        pytest.skip("no Chromium")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=str(program), args=options)
        yield opened
        opened.close()


@pytest.mark.parametrize(
    "document", [("mixed", _MIXED), ("official", _OFFICIAL), ROOT / "seeds" / "jinzhong.md"], ids=str
)
def test_pages_look_alike(document: Any, tmp_path: Path, browser: Any) -> None:
    """Drawn three times as large and averaged, at 127 dots to the inch less than 0.5 % of the pixels differ visibly: so
    much that one grey value in five lies between them."""
    import pypdfium2 as pdfium
    from PIL import Image, ImageChops

    pdf, ofd = built(document, tmp_path)
    pages, drawn = pdfium.PdfDocument(str(pdf)), OfdPages(ofd)
    times, dots = 3, 5.0
    for number in range(min(len(pages), 4)):
        svg = drawn.svg(number, dots * times)
        size = [int(v) for v in re.findall(r'(?:width|height)="(\d+)"', svg)[:2]]
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}")
        ours = Image.open(io.BytesIO(page.screenshot())).convert("L")
        page.close()
        theirs = pages[number].render(scale=dots * times * 25.4 / 72).to_pil().convert("L").resize(ours.size)
        difference = ImageChops.difference(ours.reduce(times), theirs.reduce(times))
        visible = sum(difference.histogram()[51:]) / (difference.width * difference.height)
        assert visible <= 0.005, f"page {number + 1}: {visible:.4f}"
