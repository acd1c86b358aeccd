"""Drawings (SVG) and pages of PDFs: lines in the PDF, pictures in Word, nothing fetched, nothing run."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import page as validation
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from conftest import Sample, build_sample
from jzdocs.build import pipeline
from jzdocs.frames import Clip, Path as Outline, TextRun
from jzdocs.pictures.pdf_page import archivable
from jzdocs.pictures.svg_document import DamagedDrawingError, UnsupportedError, harmless, read_drawing
from jzdocs.pictures.svg_items import drawing_items
from jzdocs.pictures.svg_shapes import transform_of
from jzdocs.project import lone
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size, pt

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 400 200">'
HAND = (
    f'{HEAD}<style>.a{{fill:#1F4E79}} #t{{font-size:20px}}</style><defs><g id="g"><circle r="12" fill="green"/></g>'
    '<clipPath id="c"><rect x="250" y="20" width="60" height="60"/></clipPath></defs>'
    '<rect class="a" x="10" y="10" width="80" height="60" rx="8"/><use href="#g" x="180" y="40"/>'
    '<g clip-path="url(#c)"><circle cx="280" cy="80" r="50" fill="rgba(200,0,0,.5)"/></g>'
    '<path d="M10,150 q30,-60 60,0 a20 30 30 0 1 40 10 h20 v-20 z" fill="none" stroke="black" stroke-width="3"/>'
    '<text id="t" x="200" y="130" text-anchor="middle">流程图<tspan font-weight="bold">加粗</tspan></text></svg>'
)


def items_of(body: str, sheet: Stylesheet) -> list[object]:
    document = read_drawing(f"{HEAD}{body}</svg>".encode())
    return list(drawing_items(document, Size(pt(400), pt(200)), Faces(sheet), sheet))


def built(folder: Path, name: str, data: bytes) -> Sample:
    (folder / name).write_bytes(data)
    path = folder / "p.md"
    path.write_text(
        f'---\ntemplate: report\n---\n\n# 章\n\n![甲]({name} "题"){{#fig:a}}\n\n见@fig:a。\n', encoding="utf-8"
    )
    return build_sample(path, lone(path), folder)


def media(sample: Sample) -> dict[str, bytes]:
    with zipfile.ZipFile(sample.docx) as package:
        return {name: package.read(name) for name in package.namelist() if "/media/" in name}


def test_a_drawing_is_lines_and_text_in_the_pdf_and_svg_with_png_in_word(tmp_path: Path) -> None:
    sample = built(tmp_path, "a.svg", HAND.encode())
    assert list(sample.built.report) == []
    for profile in ("pdfa-2a", "pdfua-1"):
        assert validation.validate_pdf(sample.pdf, profile=profile).is_compliant
    with pypdfium2.PdfDocument(sample.pdf) as pdf:
        kinds = {item.type for item in pdf[0].get_objects()}
        assert "流程图加粗" in pdf[0].get_textpage().get_text_range().replace("\r\n", "")
    assert pypdfium2.raw.FPDF_PAGEOBJ_PATH in kinds and pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds
    parts = media(sample)
    assert sorted(Path(name).suffix for name in parts) == [".png", ".svg", ".svg"]
    assert HAND.encode() in parts.values()  # as its author drew it: the Word file alone can be built again
    png = next(data for name, data in parts.items() if name.endswith(".png"))
    with Image.open(io.BytesIO(png)) as image:
        scale = image.width / 400
        assert image.convert("RGB").getpixel((round(50 * scale), round(40 * scale))) == (0x1F, 0x4E, 0x79)
        assert image.convert("RGB").getpixel((round(320 * scale), round(90 * scale))) == (255, 255, 255)  # clipped
    again = tmp_path / "again"
    again.mkdir()
    (again / "p.docx").write_bytes(sample.docx.read_bytes())
    assert not pipeline.build(again / "p.docx", lone(again / "p.docx"), "report").report.errors


def test_shapes_keep_their_places_and_colours(sheet: Stylesheet) -> None:
    items = items_of(
        '<g transform="translate(10 20) scale(2)"><rect x="1" y="2" width="3" height="4" fill="red"/></g>', sheet
    )
    (path,) = [item for item in items if isinstance(item, Outline)]
    assert (path.fill, path.segments[0], path.segments[2]) == ("FF0000", ("M", pt(12), pt(24)), ("L", pt(18), pt(32)))
    assert sum(1 if item.segments else -1 for item in items if isinstance(item, Clip)) == 0


def test_texts_are_anchored_and_in_the_documents_faces(sheet: Stylesheet) -> None:
    items = items_of('<text x="200" y="100" font-size="10" text-anchor="end" font-family="SimSun">甲乙</text>', sheet)
    (run,) = [item for item in items if isinstance(item, TextRun)]
    assert (run.text, run.face, run.x, run.y) == ("甲乙", "song", pt(180), pt(100))


UNSUPPORTED = {
    "gradient": '<defs><linearGradient id="g"/></defs><rect width="9" height="9" fill="url(#g)"/>',
    "filter": '<rect width="9" height="9" style="filter:url(#f)"/>',
    "mask": '<rect width="9" height="9" mask="url(#m)"/>',
    "html": "<foreignObject width='9' height='9'/>",
    "marker": '<path d="M0,0L9,9" stroke="red" marker-end="url(#m)"/>',
    "slanted": '<text transform="skewX(30)">甲</text>',
    "selector": "<style>g > rect{fill:red}</style><rect width='9' height='9'/>",
}


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_what_no_line_can_say_is_printed_as_pixels_and_told(name: str, tmp_path: Path) -> None:
    drawing = f'{HEAD}<rect x="300" width="100" height="200" fill="#00f"/>{UNSUPPORTED[name]}</svg>'
    sample = built(tmp_path, "a.svg", drawing.encode())
    assert [d.code for d in sample.built.report] == ["X105"]
    with pypdfium2.PdfDocument(sample.pdf) as pdf:
        (image,) = pdf[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        pixels = image.get_bitmap().to_pil().convert("RGB")
    assert pixels.getpixel((pixels.width * 7 // 8, pixels.height // 2)) == (0, 0, 255)


def test_nothing_is_fetched_and_nothing_run(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"")
    body = '<script>alert(1)</script><image href="http://example.invalid/a.png" width="9" height="9"/>'
    body += '<image xlink:href="secret.png" width="9" height="9"/><rect width="9" height="9" onclick="x()" filter="url(#f)"/>'
    sample = built(tmp_path, "a.svg", f"{HEAD}{body}</svg>".encode())
    assert sorted(d.code for d in sample.built.report) == ["X105", "X106", "X106", "X107"]
    safe, addresses, program = harmless(read_drawing(f"{HEAD}{body}</svg>".encode()))
    assert addresses == ["http://example.invalid/a.png", "secret.png"] and program
    assert not re.search(rb"http://example|secret|script|onclick", safe)


HOSTILE = {
    "an entity of a file": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&x;</text></svg>',
    "entities of entities": "<!DOCTYPE svg [<!ENTITY a0 'x'>"
    + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12))
    + ']><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a11;</text></svg>',
    "a group that uses itself": f'{HEAD}<g id="a"><use href="#a"/><use href="#a"/></g></svg>',
    "no end": f"{HEAD}<g>",
    "no size": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "very deep": f"{HEAD}{'<g>' * 3000}{'</g>' * 3000}</svg>",
    "huge numbers": f'{HEAD}<rect x="1e300" width="1e300" height="9"/><path d="M0 0L1e308 nan"/></svg>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_drawing_is_told_or_harmless(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(HOSTILE[name], encoding="utf-8")
    path = tmp_path / "p.md"
    path.write_text("# 章\n\n![甲](a.svg)\n", encoding="utf-8")
    made = pipeline.build(path, lone(path), "report")
    assert all(d.location.line == 3 for d in made.report if d.code.startswith("X"))
    if made.files:
        with pypdfium2.PdfDocument(made.files["p.pdf"]) as pdf:
            assert "root:" not in pdf[0].get_textpage().get_text_range()


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_whatever_a_drawing_says_it_is_drawn_or_told(sheet: Stylesheet, data: st.DataObject) -> None:
    changed = list(HAND)
    for place in data.draw(st.lists(st.integers(len(HEAD), len(HAND) - 7), min_size=1, max_size=5)):
        changed[place] = data.draw(st.sampled_from(list("0.-%eMzA(), \"'<>x")))
    try:
        document = read_drawing("".join(changed).encode())
        items = drawing_items(document, Size(pt(400), pt(200)), Faces(sheet), sheet)
    except (DamagedDrawingError, UnsupportedError):
        return
    assert sum(1 if item.segments else -1 for item in items if isinstance(item, Clip)) == 0


@given(st.text(alphabet="matrixtranslatescalerotate()0123456789.,- e", max_size=40))
def test_whatever_a_transform_says(text: str) -> None:
    assert len(transform_of(text)) == 6


# --- pages of PDFs


def page_of(draw: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 100), initialFontName="Helvetica")
    draw(canvas)  # type: ignore[operator]
    canvas.save()
    return out.getvalue()


def boxes(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.8, 0.1, 0.1)
    canvas.rect(10, 10, 100, 50, fill=1, stroke=0)
    canvas.setFillAlpha(0.5)
    canvas.circle(150, 50, 30, fill=1)


def test_a_page_of_a_pdf_stays_lines_in_the_pdf_and_is_pixels_in_word(tmp_path: Path) -> None:
    data = page_of(boxes)
    assert archivable(data)
    sample = built(tmp_path, "a.pdf", data)
    assert list(sample.built.report) == []
    for profile in ("pdfa-2a", "pdfua-1"):
        report = validation.validate_pdf(sample.pdf, profile=profile)
        assert report.is_compliant, [f.message for f in report.failures]
    with pikepdf.open(sample.pdf) as pdf:
        forms = [x for x in pdf.pages[0].Resources.XObject.values() if x.Subtype == "/Form"]
        assert len(forms) == 1 and b"re" in forms[0].read_bytes()
    with pypdfium2.PdfDocument(sample.pdf) as pdf:
        image = pdf[0].render(scale=2).to_pil().convert("RGB")
        assert (204, 26, 26) in image.getdata()
    (png,) = media(sample).values()
    with Image.open(io.BytesIO(png)) as image:
        assert image.size == (834, 417) and image.getpixel((200, 300)) == (204, 26, 26)


def test_a_turned_page_is_upright(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(page_of(boxes))) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        out = io.BytesIO()
        pdf.save(out)
    sample = built(tmp_path, "a.pdf", out.getvalue())
    with pypdfium2.PdfDocument(sample.pdf) as pdf:
        (form,) = pdf[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_FORM], max_depth=1)
        left, bottom, right, top = form.get_bounds()
        assert top - bottom > right - left


def test_what_a_viewer_crops_is_not_shown(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(page_of(boxes))) as pdf:
        pdf.pages[0].CropBox = [10, 10, 110, 60]  # the red box alone
        pdf.pages[0].TrimBox = [20, 20, 40, 60]
        out = io.BytesIO()
        pdf.save(out)
    sample = built(tmp_path, "a.pdf", out.getvalue())
    with pypdfium2.PdfDocument(sample.pdf) as pdf:
        image = pdf[0].render(scale=2).to_pil().convert("RGB")
    red = [(x, y) for y in range(image.height) for x in range(image.width) if image.getpixel((x, y)) == (204, 26, 26)]
    across, down = max(x for x, _ in red) - min(x for x, _ in red), max(y for _, y in red) - min(y for _, y in red)
    assert (across, down) == (pytest.approx(200, abs=2), pytest.approx(100, abs=2))


def test_a_character_that_no_font_has_is_told(tmp_path: Path) -> None:
    sample = built(tmp_path, "a.svg", f"{HEAD}<text x='9' y='99'>甲\U000f0000</text></svg>".encode())
    assert [(d.code, d.location.line) for d in sample.built.report] == [("X108", 7)]


def test_an_edit_in_the_note_of_a_picture_is_told_and_not_put_into_its_line(tmp_path: Path) -> None:
    import docx

    from jzdocs.api import pull

    stripes = Image.new("RGB", (90, 30), "#1F4E79")
    stripes.save(tmp_path / "a.png")
    path = tmp_path / "p.md"
    text = '---\ntemplate: report\n---\n\n# 章\n\n![甲](a.png "题"){width=50% note="旧的注"}\n\n文。\n'
    path.write_text(text, encoding="utf-8")
    sample = build_sample(path, lone(path), tmp_path)
    document = docx.Document(str(sample.docx))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("旧的注", "新的注") if "旧的注" in run.text else run.text
    document.save(str(sample.docx))
    pulled = pull(sample.docx, {"p.md": text})
    assert "新的注" in str(pulled.unapplied) and pulled.files[0].merged == text


def cyan(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(1, 0, 0, 0)
    canvas.rect(10, 10, 100, 50, fill=1)


@pytest.mark.parametrize("draw", [lambda canvas: canvas.drawString(20, 50, "Helvetica"), cyan])
def test_what_an_archive_cannot_hold_is_printed_as_pixels_and_told(draw: object, tmp_path: Path) -> None:
    sample = built(tmp_path, "a.pdf", page_of(draw))
    assert [d.code for d in sample.built.report] == ["X104"]
    assert validation.validate_pdf(sample.pdf, profile="pdfa-2a").is_compliant
    with pypdfium2.PdfDocument(sample.pdf) as pdf:
        assert len(list(pdf[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))) == 1


@pytest.mark.parametrize("data", [b"%PDF-1.4 nonsense", b"%PDF-1.7\n%%EOF"])
def test_a_broken_pdf_is_a_finding(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    (tmp_path / "p.md").write_text("# 章\n\n![甲](a.pdf)\n", encoding="utf-8")
    report = pipeline.check(tmp_path / "p.md", lone(tmp_path / "p.md"), "report")
    assert [(d.code, d.location.line) for d in report] == [("X103", 3)]
