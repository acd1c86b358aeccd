"""Pictures of pixels: upright, in sRGB, as fine as print needs, the same in both documents; broken ones are findings."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy
import page as validation
import pypdfium2
import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image, ImageDraw

from conftest import build_sample
from jzdocs.build import pipeline
from jzdocs.pictures.raster import DamagedPictureError, printed, read_header
from jzdocs.project import lone
from jzdocs.units import mm

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (31, 78, 121)


def stripes(width: int = 300, height: int = 100) -> Image.Image:
    image = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 3, 0, 2 * width // 3, height), fill=GREEN)
    draw.rectangle((2 * width // 3, 0, width, height), fill=BLUE)
    return image


def data_of(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[0x112] = orientation
    return tags


def colours(data: bytes) -> list[tuple[int, ...]]:
    """The colours of the three stripes."""
    with Image.open(io.BytesIO(data)) as image:
        rgb = image.convert("RGB")
        return [rgb.getpixel((round(rgb.width * share), rgb.height // 2)) for share in (1 / 6, 1 / 2, 5 / 6)]


SIXTEEN = Image.fromarray((numpy.linspace(0, 65535, 300)[None, :].repeat(100, 0)).astype(numpy.uint16))
SAME = {
    "png": data_of(stripes(), "PNG"),
    "jpeg": data_of(stripes(), "JPEG", quality=95),
    "webp": data_of(stripes(), "WEBP", lossless=True),
    "tiff": data_of(stripes(), "TIFF"),
    "gif": data_of(stripes(), "GIF"),
    "bmp": data_of(stripes(), "BMP"),
    "palette": data_of(stripes().convert("P", palette=Image.Palette.ADAPTIVE), "PNG"),
    "cmyk": data_of(stripes().convert("CMYK"), "JPEG", quality=95),
    "cmyk tiff": data_of(stripes().convert("CMYK"), "TIFF"),
    "turned": data_of(stripes().rotate(90, expand=True), "JPEG", quality=95, exif=exif(6)),
    "upside down": data_of(stripes().rotate(180), "PNG", exif=exif(3)),
}


@pytest.mark.parametrize("name", SAME)
def test_all_forms_print_the_same_colours_upright(name: str) -> None:
    header = read_header(SAME[name])
    assert (header.width, header.height) == (300, 100)
    for shown, colour in zip(colours(printed(SAME[name], mm(60), mm(20))), (RED, GREEN, BLUE), strict=True):
        assert all(abs(a - b) <= 12 for a, b in zip(shown, colour, strict=True)), (name, shown)


def test_what_print_can_hold_stays_as_it_is() -> None:
    for name in ("png", "jpeg", "palette"):
        assert printed(SAME[name], mm(60), mm(20)) == SAME[name]


def test_sixteen_bits_become_eight_without_clipping() -> None:
    for form in ("PNG", "TIFF"):
        with Image.open(io.BytesIO(printed(data_of(SIXTEEN, form), mm(60), mm(20)))) as image:
            assert image.mode == "L"
            assert [image.getpixel((x, 50)) for x in (0, 150, 299)] == [0, pytest.approx(128, abs=2), 255]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_stays(mode: str) -> None:
    image = stripes().convert("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    image.paste((*RED, 255), (0, 0, 100, 100))
    data = data_of(image.quantize(8, method=Image.Quantize.FASTOCTREE) if mode == "P" else image.convert(mode), "PNG")
    with Image.open(io.BytesIO(printed(data, mm(60), mm(20)))) as ready:
        alpha = ready.convert("RGBA").getchannel("A")
        assert (alpha.getpixel((50, 50)), alpha.getpixel((250, 50))) == (255, 0)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_no_more_pixels_than_print_needs(form: str) -> None:
    with Image.open(io.BytesIO(printed(data_of(stripes(3000, 1000), form), mm(50.8), mm(16.93)))) as image:
        assert (image.format, image.size) == (form, (600, 200))


def test_a_wide_gamut_is_converted() -> None:
    from PIL import ImageCms

    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    renamed = lab.replace(b"s\0R\0G\0B", b"X\0R\0G\0B")  # a profile of another name is used
    data = data_of(stripes(), "PNG", icc_profile=renamed)
    with Image.open(io.BytesIO(printed(data, mm(60), mm(20)))) as image:
        assert image.getpixel((50, 50)) == pytest.approx(RED, abs=2)


BROKEN = {
    "half a PNG": SAME["png"][: len(SAME["png"]) // 2],
    "half a JPEG": SAME["jpeg"][:400],
    "text": b"hello",
    "nothing": b"",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_picture_is_a_finding_at_its_place(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(BROKEN[name])
    (tmp_path / "p.md").write_text("# 章\n\n![甲](a.png)\n", encoding="utf-8")
    for report in (
        pipeline.check(tmp_path / "p.md", lone(tmp_path / "p.md"), "report"),
        pipeline.build(tmp_path / "p.md", lone(tmp_path / "p.md"), "report").report,
    ):
        assert [(d.code, d.severity, d.location.line) for d in report] == [("X012", "error", 3)]


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(SAME)), st.data())
def test_whatever_bytes_there_are_it_is_a_picture_or_damaged(name: str, data: st.DataObject) -> None:
    changed = bytearray(SAME[name])
    for place in data.draw(st.lists(st.integers(0, len(changed) - 1), min_size=1, max_size=6)):
        changed[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(changed)))
    try:
        read_header(bytes(changed[:end]))
        ready = printed(bytes(changed[:end]), mm(60), mm(20))
    except DamagedPictureError:
        return
    with Image.open(io.BytesIO(ready)) as image:
        image.load()


def test_both_documents_hold_the_same_pixels_and_stay_archivable(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(
        data_of(stripes(3000, 1000).rotate(90, expand=True).convert("CMYK"), "JPEG", exif=exif(6))
    )
    path = tmp_path / "p.md"
    path.write_text('# 章\n\n![甲](a.jpg "题"){#fig:a width=50.8mm}\n\n见@fig:a。\n', encoding="utf-8")
    sample = build_sample(path, lone(path), tmp_path)
    assert [d.code for d in sample.built.report] == ["X014"]
    for profile in ("pdfa-2a", "pdfua-1"):
        assert validation.validate_pdf(sample.pdf, profile=profile).is_compliant
    with zipfile.ZipFile(sample.docx) as package:
        media = [package.read(name) for name in package.namelist() if "/media/" in name]
    assert len(media) == 1
    with Image.open(io.BytesIO(media[0])) as image:
        assert (image.mode, image.size) == ("RGB", (600, 200))
    with pypdfium2.PdfDocument(sample.pdf) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
        shown = [item for page in pdf for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
        assert [item.get_px_size() for item in shown] == [(600, 200)]
        left, _, right, _ = shown[0].get_bounds()
        assert right - left == pytest.approx(144, abs=0.1)
    assert "见图1" in text.replace(" ", "")
