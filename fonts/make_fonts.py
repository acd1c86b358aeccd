"""Make the shipped faces from the named originals.

    python fonts/make_fonts.py            # needs: npm, and the `fonts` extra (fontTools, brotli)

The originals are npm packages (pinned below) that carry OFL fonts. Noto comes as whole TrueType files; LXGW WenKai comes as
slices of WOFF2, which are merged again. Every face is cut to the characters that Chinese offices print: GBK for the two text
faces (they are also the last fallback, hence with the supplementary planes that the original has), GB 2312 and symbols for the
others. Hinting and layout tables go: the layout engine squeezes and joins punctuation itself, and print needs no hints.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
NOTO_SERIF = "@expo-google-fonts/noto-serif-sc@0.4.3"
NOTO_SANS = "@expo-google-fonts/noto-sans-sc@0.4.3"
WENKAI = "lxgw-wenkai-webfont@1.7.0"


@dataclass(frozen=True)
class Face:
    """One shipped file: its package, the files in it (one, or slices to merge) and how much of it is kept."""

    target: str
    package: str
    pattern: str
    wide: bool


FACES = (
    Face("NotoSerifSC-Regular.ttf", NOTO_SERIF, "400Regular/*.ttf", True),
    Face("NotoSerifSC-Bold.ttf", NOTO_SERIF, "700Bold/*.ttf", False),
    Face("NotoSansSC-Regular.ttf", NOTO_SANS, "400Regular/*.ttf", False),
    Face("NotoSansSC-Bold.ttf", NOTO_SANS, "700Bold/*.ttf", False),
    Face("LXGWWenKai-Regular.ttf", WENKAI, "files/lxgwwenkai-regular-subset-*.woff2", False),
)


def double_byte(codec: str) -> set[int]:
    """Code points that a double-byte Chinese codec can write."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                found.add(ord(bytes((lead, trail)).decode(codec)))
            except (UnicodeDecodeError, TypeError):
                continue
    return found


def symbols() -> set[int]:
    """Latin, Greek, Cyrillic, punctuation, letterlike, number forms, arrows, mathematics, enclosed, CJK marks and full-width forms."""
    ranges = (
        (0x20, 0x7F), (0xA0, 0x250), (0x2B0, 0x530), (0x1E00, 0x1F00), (0x2000, 0x2070), (0x2070, 0x2400),
        (0x2460, 0x2500), (0x2500, 0x2700), (0x2E3A, 0x2E3C), (0x3000, 0x3130), (0x31F0, 0x3400), (0xFE30, 0xFE50), (0xFF00, 0xFFF0),
    )  # fmt: skip
    return {cp for start, end in ranges for cp in range(start, end)}


def wanted(cmap: set[int], wide: bool) -> set[int]:
    """The code points of `cmap` to keep."""
    core = symbols() | double_byte("gb2312")
    if wide:
        core |= double_byte("gbk") | {cp for cp in cmap if 0x3400 <= cp < 0xA000 or cp >= 0x20000}
    return cmap & core


def unpack(package: str, folder: Path) -> Path:
    """Fetch `package` with npm and return the folder that holds its files."""
    name = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    target = folder / name.removesuffix(".tgz")
    with tarfile.open(folder / name) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def load(files: list[Path], folder: Path) -> TTFont:
    """Open one file, or merge slices into one font."""
    if len(files) == 1:
        return TTFont(files[0])
    plain = []
    for n, path in enumerate(files):
        font = TTFont(path)
        font.flavor = None
        for tag in ("GSUB", "GPOS", "GDEF", "vhea", "vmtx", "BASE"):
            if tag in font:
                del font[tag]
        plain.append(str(folder / f"slice{n}.ttf"))
        font.save(plain[-1])
    return Merger().merge(plain)


def make(face: Face, folder: Path, package: Path) -> None:
    """Write one shipped face."""
    font = load(sorted(package.glob(face.pattern)), folder)
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT", "DSIG", "gasp", "meta"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted(set(font.getBestCmap()), face.wide))
    cutter.subset(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(HERE / face.target)
    print(f"{face.target}: {len(font.getBestCmap())} characters, {(HERE / face.target).stat().st_size / 1e6:.1f} MB")


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = {package: unpack(package, folder) for package in sorted({face.package for face in FACES})}
        for face in FACES:
            make(face, folder, packages[face.package])
    return 0


if __name__ == "__main__":
    sys.exit(main())
