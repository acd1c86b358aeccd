"""Make the shipped fonts from their originals.

    make fonts                              # all of them
    python fonts/make_fonts.py NAME …       # some of them

This needs npm, apt-get (Debian) and the `fonts` extra (fontTools, brotli).

Noto comes from npm packages (OFL), LXGW WenKai from a Debian package (OFL), FandolFang from Debian's TeX Live
(GPL with font exception), and STIX Two Math (OFL) from the Python package ziamath. FandolFang's cubic outlines are
converted to quadratic ones, exact to half a thousandth of an em.

Each font is cut down to the characters that Chinese offices print: GB 2312, the 8,105 characters of 通用规范汉字表
(property kTGH of Unihan, from Debian's unicode-data; written to standard-characters.txt), and symbols. Noto Serif SC
Regular, the last fallback, also keeps GBK and the supplementary planes. Three faces set what these lack: STIX Two Math
(whole, with its MATH table), Noto Sans Symbols 2 (its symbols, not its scripts) and Noto Emoji. Hinting and layout
tables are removed: our layout spaces punctuation itself, and print needs no hints.
"""

from __future__ import annotations

import bz2
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

HERE = Path(__file__).resolve().parent
NOTO_SERIF = "@expo-google-fonts/noto-serif-sc@0.4.3"
NOTO_SANS = "@expo-google-fonts/noto-sans-sc@0.4.3"
WENKAI = "fonts-lxgw-wenkai"
TEXLIVE = "texlive-lang-chinese"
NOTO_SYMBOLS = "@expo-google-fonts/noto-sans-symbols-2@0.4.1"
NOTO_EMOJI = "@expo-google-fonts/noto-emoji@0.4.7"
STIX = "ziamath==0.13"
UNIHAN = ("unicode-data", "usr/share/unicode/Unihan_OtherMappings.txt.bz2")


@dataclass(frozen=True)
class Face:
    """A shipped font and the file of a package that it comes from; `wide` keeps GBK and the supplementary planes,
    `ranges` keeps these and nothing else, `layout` the table of mathematical layout too."""

    target: str
    package: str
    pattern: str
    wide: bool = False
    ranges: tuple[tuple[int, int], ...] = ()
    layout: bool = False


FACES = (
    Face("NotoSerifSC-Regular.ttf", NOTO_SERIF, "400Regular/*.ttf", True),
    Face("NotoSerifSC-Bold.ttf", NOTO_SERIF, "700Bold/*.ttf", False),
    Face("NotoSansSC-Regular.ttf", NOTO_SANS, "400Regular/*.ttf", False),
    Face("NotoSansSC-Bold.ttf", NOTO_SANS, "700Bold/*.ttf", False),
    Face("LXGWWenKai-Regular.ttf", WENKAI, "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", False),
    Face(
        "FandolFang-Regular.ttf",
        TEXLIVE,
        "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf",
        False,
    ),
    Face(
        "STIXTwoMath-Regular.ttf",
        STIX,
        "**/STIXTwoMath-Regular.ttf",
        ranges=((0x20, 0xE000), (0xF900, 0xF0000)),
        layout=True,
    ),
    Face(
        "NotoSansSymbols2-Regular.ttf", NOTO_SYMBOLS, "400Regular/*.ttf", ranges=((0x2000, 0x2C00), (0x1F300, 0x1FB00))
    ),
    Face("NotoEmoji-Regular.ttf", NOTO_EMOJI, "400Regular/*.ttf", ranges=((0x2000, 0xE000), (0xFE00, 0xE0000))),
)

# first code point, and the one behind the last
SYMBOL_RANGES = (
    (0x20, 0x7F),  # ASCII
    (0xA0, 0x250),  # Latin-1, Latin Extended-A and -B
    (0x2B0, 0x530),  # modifiers, combining marks, Greek, Cyrillic
    (0x1E00, 0x1F00),  # Latin Extended Additional
    (0x2000, 0x2400),  # general punctuation, super- and subscripts, letterlike, number forms, arrows, mathematics
    (0x2460, 0x2700),  # enclosed, box drawing, blocks, shapes, miscellaneous symbols
    (0x2E3A, 0x2E3C),  # two- and three-em dash
    (0x3000, 0x3130),  # CJK punctuation, kana, bopomofo
    (0x31F0, 0x3400),  # kana extensions, enclosed CJK, units of measurement
    (0xFE30, 0xFE50),  # vertical forms
    (0xFF00, 0xFFF0),  # half- and full-width forms
)
# a TrueType `maxp` table has these, which say nothing for glyphs without instructions
MAXP_FIELDS = (
    "maxZones",
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentElements",
    "maxComponentDepth",
)


def double_byte(codec: str) -> set[int]:
    """Return the code points that a double-byte Chinese codec can encode."""
    points = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                points.add(ord(bytes((lead, trail)).decode(codec)))
            except (UnicodeDecodeError, TypeError):
                continue
    return points


def symbols() -> set[int]:
    """Return the code points of Latin, Greek, Cyrillic, punctuation, symbols, CJK marks and full-width forms."""
    return {point for start, end in SYMBOL_RANGES for point in range(start, end)}


def standard(unihan: Path) -> set[int]:
    """Return the 8,105 characters of 通用规范汉字表 (2013)."""
    text = bz2.decompress(unihan.read_bytes()).decode("utf-8")
    points = {int(match[1], 16) for match in re.finditer(r"^U\+([0-9A-F]+)\tkTGH\t", text, re.M)}
    assert len(points) == 8105
    return points


def kept_points(cmap: set[int], wide: bool, table: set[int]) -> set[int]:
    """Return the code points of `cmap` that the shipped font keeps."""
    core = symbols() | double_byte("gb2312") | table
    if wide:
        core |= double_byte("gbk") | {point for point in cmap if 0x3400 <= point < 0xA000 or point >= 0x20000}
    return cmap & core


def unpack(package: str, folder: Path) -> Path:
    """Fetch `package` with npm and return the folder that holds its files."""
    name = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    target = folder / name.removesuffix(".tgz")
    with tarfile.open(folder / name) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def unpack_debian(package: str, folder: Path) -> Path:
    """Fetch a Debian package and return the folder that holds its files."""
    subprocess.run(["apt-get", "download", "-qq", package], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    target = folder / package
    subprocess.run(["dpkg-deb", "-x", next(folder.glob(f"{package}_*.deb")), target], check=True)
    return target


def quadratic(font: TTFont) -> TTFont:
    """Convert the cubic (CFF) outlines of a font to quadratic (TrueType) ones, in place, and return the font."""
    order = font.getGlyphOrder()
    source = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(source)
        source[name].draw(Cu2QuPen(pen, max_err=font["head"].unitsPerEm * 0.0005, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    maxp = font["maxp"] = newTable("maxp")
    maxp.tableVersion, maxp.numGlyphs = 0x00010000, len(order)
    for field in MAXP_FIELDS:
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    return font


def load(path: Path) -> TTFont:
    """Open an original, with quadratic outlines."""
    font = TTFont(path)
    return quadratic(font) if "CFF " in font else font


def unpack_wheel(package: str, folder: Path) -> Path:
    """Fetch a Python package with pip and return the folder that holds its files."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), package]
    subprocess.run(command, check=True)
    name = package.partition("==")[0]
    with zipfile.ZipFile(next(folder.glob(f"{name}-*.whl"))) as archive:
        archive.extractall(folder / name)
    return folder / name


def make(face: Face, package: Path, table: set[int]) -> None:
    """Write a shipped font."""
    font = load(next(package.glob(face.pattern)))
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["ssty"] if face.layout else []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    options.drop_tables += [] if face.layout else ["GSUB"]
    options.drop_tables += ["GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT", "DSIG", "gasp", "meta"]
    cutter = subset.Subsetter(options)
    cmap = set(font.getBestCmap())
    ranges = {point for start, end in face.ranges for point in cmap if start <= point < end}
    cutter.populate(unicodes=ranges or kept_points(cmap, face.wide, table))
    cutter.subset(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(HERE / face.target)
    print(f"{face.target}: {len(font.getBestCmap())} characters, {(HERE / face.target).stat().st_size / 1e6:.1f} MB")


UNPACKERS = {WENKAI: unpack_debian, TEXLIVE: unpack_debian, STIX: unpack_wheel}


def main() -> int:
    """Make the fonts whose names contain one of the arguments, or all."""
    faces = [face for face in FACES if not sys.argv[1:] or any(name in face.target for name in sys.argv[1:])]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = {
            package: UNPACKERS.get(package, unpack)(package, folder)
            for package in sorted({face.package for face in faces})
        }
        table = standard(unpack_debian(UNIHAN[0], folder) / UNIHAN[1])
        listed = "".join(map(chr, sorted(table)))
        (HERE / "standard-characters.txt").write_text(
            "\n".join(listed[i : i + 40] for i in range(0, len(listed), 40)) + "\n", encoding="utf-8"
        )
        for face in faces:
            make(face, packages[face.package], table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
