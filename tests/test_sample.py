"""The sample and the real text, end to end: the same document twice, nothing lost, pages an editor would sign."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from difflib import SequenceMatcher
from itertools import accumulate
from pathlib import Path

import pypdfium2
import pytest

from conftest import ROOT, Sample, libreoffice_pdf, need, validator
from jzdocs.build import pipeline
from jzdocs.facts.quantities import quantities
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, plain, runs
from jzdocs.resolve.lists import caption_text, heading_text
from jzdocs.units import Size, pt
from reading import glyphs, lines, paragraphs, pdf_text, squeeze, word_text


def expected_texts(document: nodes.Document, order: tuple[int, ...] = ()) -> list[str]:
    """What both outputs must hold, in order: headings, paragraphs, captions, cells, notes."""
    out = []
    for block in blocks(document.blocks[i] for i in order) if order else blocks(document.blocks):
        match block:
            case nodes.Heading():
                out.append(heading_text(block))
            case nodes.Figure() | nodes.Table() if block.number:
                out.append(caption_text(block))
            case _:
                pass
        if isinstance(block, nodes.Table):
            out += [plain(c.inlines) for row in (*block.head, *block.body) for c in row]
            out += [plain(note) for note in block.notes]
        elif isinstance(block, nodes.Figure):
            out += [plain(note) for note in block.notes]
        elif isinstance(block, nodes.Paragraph):
            out.append("".join(plain(run) for run in runs(block)))
    return [squeeze(t) for t in out if squeeze(t)]


@pytest.mark.parametrize("name", ["sample", "raw"])
def test_both_outputs_hold_the_whole_text(name: str, request: pytest.FixtureRequest) -> None:
    made: Sample = request.getfixturevalue(name)
    in_pdf = pdf_text(made.pdf)
    in_word = squeeze("".join(text for _, text in paragraphs(made.docx)))
    for text in expected_texts(made.loaded.document):
        assert text in in_word, text
        # a paragraph may run over a page, where head and foot stand between
        halves = [text] if text in in_pdf else [text[:12], text[-8:]]
        assert all(half in in_pdf for half in halves), text


def test_word_keeps_the_order_of_the_pages(sample: Sample) -> None:
    document = sample.loaded.document
    plans = pipeline.plan_charts(sample.loaded)
    sizes = {k: Size(pt(p.width), pt(p.height)) for k, p in plans.items()}
    order = pipeline.lay_out(document, sample.loaded.sheet, sample.loaded.faces, sizes).order
    assert sorted(order) == list(range(len(document.blocks)))
    still = [i for i in order if not isinstance(document.blocks[i], nodes.Figure | nodes.Table | nodes.FigureRow)]
    assert still == sorted(still)  # only figures and tables float
    text = squeeze("".join(t for _, t in paragraphs(sample.docx)))
    position = 0
    for piece in expected_texts(document, order):
        found = text.find(piece, position if len(piece) > 6 else 0)
        assert found >= 0, piece
        position = max(position, found) if len(piece) > 6 else position


@pytest.mark.parametrize("name", ["sample", "raw"])
def test_every_quantity_of_the_real_text_is_printed(name: str, real_text: Path, request: pytest.FixtureRequest) -> None:
    made: Sample = request.getfixturevalue(name)
    wanted = {q.text for q in quantities(real_text.read_text(encoding="utf-8")) if q.kind == "level"}
    assert len(wanted) > 100
    in_pdf, in_word = pdf_text(made.pdf), word_text(made.docx)
    assert [q for q in wanted if q not in in_pdf] == []
    assert [q for q in wanted if q not in in_word] == []


def test_the_sample_has_what_a_briefing_has(sample: Sample) -> None:
    document = sample.loaded.document
    figures = [b for b in blocks(document.blocks) if isinstance(b, nodes.Figure)]
    tables = [b for b in blocks(document.blocks) if isinstance(b, nodes.Table) and b.number]
    assert len(figures) + len(tables) == 15
    headings = [b for b in document.blocks if isinstance(b, nodes.Heading)]
    assert [h.level for h in headings].count(1) == 3
    assert [h.level for h in headings].count(2) == 16
    strips = [b for b in document.blocks if isinstance(b, nodes.KeyFigures) and not b.collect]
    assert sum(len(g.cards) for b in strips for g in b.groups) == 12
    assert all(f.alt for f in figures)
    assert not sample.built.report.found, list(map(str, sample.built.report))


def test_every_figure_is_referred_to_in_the_text(sample: Sample) -> None:
    text = squeeze("".join(t for s, t in paragraphs(sample.docx) if s == "BodyText"))
    for block in blocks(sample.loaded.document.blocks):
        if isinstance(block, nodes.Figure | nodes.Table) and block.number:
            assert caption_text(block).split("\u3000")[0] in text, block.id


def test_the_raw_text_gets_its_structure(raw: Sample) -> None:
    document = raw.loaded.document
    assert document.meta.title == "多措并举增进民生福祉 持续提升群众幸福感（二）"
    assert document.meta.subtitle == "晋中市辉煌“十四五”系列主题新闻发布会"
    headings = [b for b in document.blocks if isinstance(b, nodes.Heading)]
    assert [plain(h.inlines) for h in headings if h.level == 1] == ["全市教育系统", "市住建局", "全市城市管理系统"]
    assert sum(h.level == 2 for h in headings) == 16
    leads = [plain(b.lead) for b in document.blocks if isinstance(b, nodes.Paragraph) and b.lead]
    assert "路网结构持续优化。" in leads and "房地产“二十五条”惠民惠企。" in leads and len(leads) >= 20
    assert any(d.code == "S050" and "绿色发展" in d.worded()[0] for d in raw.built.report)


def test_the_raw_texts_five_pairs_are_charts(raw: Sample) -> None:
    charts = [
        b.content
        for b in blocks(raw.loaded.document.blocks)
        if isinstance(b, nodes.Figure) and isinstance(b.content, nodes.Chart)
    ]
    pairs = {tuple(v.printed for v in row.values) for c in charts for p in c.panels for row in p.rows}
    assert pairs == {("24.6", "38.2"), ("30.02", "99.71"), ("1000", "2800"), ("9208", "9741"), ("941", "1145")}
    assert sum(isinstance(b, nodes.KeyFigures) and b.collect for b in raw.loaded.document.blocks) == 1


def test_half_width_punctuation_is_normalised_in_both(raw: Sample) -> None:
    for text in (pdf_text(raw.pdf), squeeze("".join(t for _, t in paragraphs(raw.docx)))):
        assert "，" in text
        assert not [
            text[i - 3 : i + 3] for i, c in enumerate(text) if c in ",;" and "\u4e00" <= text[i - 1] <= "\u9fff"
        ]


def test_no_page_is_half_empty_but_the_last_of_a_part(sample: Sample) -> None:
    pages = glyphs(sample.pdf)
    document = sample.loaded.document
    openings = {heading_text(b) for b in document.blocks if isinstance(b, nodes.Heading) and b.level == 1} | {
        "数字出处"
    }
    for index, page in enumerate(pages[1:-1], 1):
        following = "".join(g.text for g in pages[index + 1] if g.size > 18)
        lowest = min(g.y for g in page if g.y > 80)
        last_of_part = any(squeeze(o) in squeeze(following) for o in openings)
        assert last_of_part or lowest < 842 * 0.42, (index + 1, lowest)


def test_contents_tell_the_right_pages(sample: Sample) -> None:
    pages = ["".join(g.text for g in page) for page in glyphs(sample.pdf)]
    entries = [line for line in lines(glyphs(sample.pdf)[1]) if line[-1].text.isdigit() and line[0].x0 < 200]
    assert len(entries) >= 20
    for entry in entries:
        text = "".join(g.text for g in entry)
        number = int("".join(g.text for g in entry if g.x0 > 480))
        title = squeeze(text[: -len(str(number))])
        assert title in squeeze(pages[number - 1]), (title, number)


def test_libreoffice_lays_the_word_file_out_alike(sample: Sample, tmp_path: Path) -> None:
    theirs = libreoffice_pdf(sample.docx, tmp_path)
    assert abs(len(glyphs(theirs)) - len(glyphs(sample.pdf))) <= max(1, len(glyphs(sample.pdf)) // 10)
    text = pdf_text(theirs)
    for piece in expected_texts(sample.loaded.document):
        halves = [piece] if piece in text else [piece[:10], piece[-6:]]
        assert all(half in text for half in halves), piece


@pytest.mark.parametrize("name", ["sample", "raw"])
def test_the_validator_is_silent(name: str, request: pytest.FixtureRequest) -> None:
    made: Sample = request.getfixturevalue(name)
    done = subprocess.run([str(validator()), str(made.docx)], capture_output=True, text=True, timeout=120, check=False)
    assert '"errors": []' in done.stdout, done.stdout[:3000]


def test_qpdf_is_silent(sample: Sample) -> None:
    done = subprocess.run([need("qpdf"), "--check", str(sample.pdf)], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "WARNING" not in done.stdout + done.stderr, done.stdout + done.stderr


def test_the_same_bytes_in_another_folder_zone_and_hash_seed(sample: Sample, tmp_path: Path) -> None:
    digests = []
    for number, (zone, seed) in enumerate((("Asia/Shanghai", "1"), ("America/Lima", "77"))):
        out = tmp_path / f"out{number}"
        env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        subprocess.run(
            [sys.executable, "-m", "jzdocs", "build", str(ROOT / "seeds" / "jinzhong.md"), "--out", str(out)],
            check=True,
            cwd=ROOT,
            env=env,
        )
        digests.append({p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(out.iterdir())})
    assert digests[0] == digests[1]
    assert set(digests[0]) == {"build.json", "jinzhong.docx", "jinzhong.facts.json", "jinzhong.pdf"}


def body_lines(pdf: Path, size: float) -> list[str]:
    out = []
    for page in glyphs(pdf):
        for row in lines(page):
            text = "".join(g.text for g in row).replace(" ", "")
            if text and sum(round(g.size) == size for g in row) > 0.6 * len(row):
                out.append(text)
    return out


def test_word_breaks_lines_and_pages_where_the_pdf_does(sample: Sample, tmp_path: Path) -> None:
    """As LibreOffice lays the DOCX out with the same fonts: pages within one in ten, and most lines end at the same
    character. It parts numbers from their units, and what follows such a line is shifted."""
    theirs = libreoffice_pdf(sample.docx, tmp_path)
    ours, word = len(pypdfium2.PdfDocument(sample.pdf)), len(pypdfium2.PdfDocument(theirs))
    assert abs(ours - word) <= max(1, ours // 10)
    a, b = body_lines(sample.pdf, 12), body_lines(theirs, 12)
    matcher = SequenceMatcher(None, "".join(a), "".join(b), autojunk=False)
    at = {i + k: j + k for i, j, size in matcher.get_matching_blocks() for k in range(size)}
    ends = set(accumulate(len(line) for line in b))
    same = sum(at.get(end - 1, -9) + 1 in ends for end in accumulate(len(line) for line in a))
    assert same / len(a) >= 0.85
