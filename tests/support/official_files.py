"""Official documents as Word files of another maker: a right one, and the same with one thing changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from msgspec import Struct
from msgspec.structs import replace

from support.word_files import named

FANG, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"


class Part(Struct, frozen=True):
    """A paragraph: runs of (text, face), its size in half-points, alignment, indents in characters, and further
    properties of the paragraph and its runs as XML."""

    runs: tuple[tuple[str, str], ...]
    size: int = 32
    align: str = "both"
    first: float = 0
    left: float = 0
    right: float = 0
    line: str = '<w:spacing w:line="579" w:lineRule="exact"/>'
    properties: str = ""
    look: str = ""

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)

    def xml(self) -> str:
        """Return the paragraph's markup; \\n is a line break, \\f a page break."""
        unit = self.size * 10
        hanging = self.first < 0
        name = "hanging" if hanging else "firstLine"
        indent = (
            f'<w:ind w:leftChars="{self.left * 100:.0f}" w:left="{self.left * unit:.0f}" '
            f'w:rightChars="{self.right * 100:.0f}" w:right="{self.right * unit:.0f}" '
            f'w:{name}Chars="{abs(self.first) * 100:.0f}" w:{name}="{abs(self.first) * unit:.0f}"/>'
        )
        properties = f'<w:pPr>{self.properties}{self.line}{indent}<w:jc w:val="{self.align}"/></w:pPr>'
        return f"<w:p>{properties}{''.join(self._run(text, face) for text, face in self.runs)}</w:p>"

    def _run(self, text: str, face: str) -> str:
        fonts = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"/>'
        look = f'<w:rPr>{fonts}{self.look}<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/></w:rPr>'
        inner = '<w:br w:type="page"/>'.join(
            "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in page.split("\n"))
            for page in text.split("\f")
        )
        return f"<w:r>{look}{inner}</w:r>"


def line(text: str, face: str = FANG, **form: object) -> Part:
    """Return a paragraph of one run."""
    return Part(((text, face),), **form)  # type: ignore[arg-type]


def body(text: str) -> Part:
    return line(text, first=2)


def right_document() -> dict[str, Part]:
    """Return the paragraphs of a document that follows the standard, by name and in order."""
    red = '<w:color w:val="FF0000"/>'
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="4" w:color="FF0000"/></w:pBdr>'
    above = '<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="000000"/></w:pBdr>'
    between = (
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
        '<w:bottom w:val="single" w:sz="8" w:space="1" w:color="000000"/></w:pBdr>'
    )
    return {
        "head": line("云溪市水务局文件", TITLE, size=72, align="center", look=red, line=""),
        "space": line("", align="center"),
        "number": line("云水发〔2025〕7号", align="center", properties=rule),
        "space2": line("", align="center"),
        "title": line("云溪市水务局关于做好\n冬季供水保障工作的通知", TITLE, size=44, align="center"),
        "space3": line(""),
        "to": line("各县（市、区）水务局，市直各供水单位："),
        "lead": body("为做好今冬明春供水保障工作，现将有关事项通知如下。"),
        "h1": line("一、提高思想认识", HEI, first=2),
        "text": body("各单位要压实责任，细化措施，按照任务分工抓好落实，确保群众用水安全。"),
        "h1b": line("二、抓好重点任务", HEI, first=2),
        "h2": Part((("（一）加强管网巡查。", KAI), ("对辖区内供水管网开展排查，及时消除隐患。", FANG)), first=2),
        "h2b": line("（二）做好应急准备", KAI, first=2),
        "h3": line("1.完善预案", first=2),
        "text3": body("各县区要修订应急预案，每季度开展一次演练。"),
        "h3b": line("2.储备物资", first=2),
        "text4": body("2024年储备物资120吨，2025年储备150吨，比上年增长25%。"),
        "h1c": line("三、严格督促检查", HEI, first=2),
        "last": body("市水务局将适时开展督查，结果予以通报。"),
        "space4": line(""),
        "note": line("附件：1.供水管网排查台账", first=2),
        "note2": line("2.应急物资储备清单", first=5),
        "space5": line(""),
        "sign": line("云溪市水务局", align="right", right=3),
        "date": line("2025年11月5日", align="right", right=4),
        "remark": line("（此件公开发布）", first=2),
        "a1": line("附件1", HEI, properties="<w:pageBreakBefore/>"),
        "a1t": line("供水管网排查台账", TITLE, size=44, align="center"),
        "a1x": body("各县（市、区）水务局应当在每月月底前报送排查情况。"),
        "a2": line("附件2", HEI, properties="<w:pageBreakBefore/>"),
        "a2t": line("应急物资储备清单", TITLE, size=44, align="center"),
        "a2x": body("储备物资由市水务局统一调度。"),
        "copies": line("抄送：市委办公室，市人大常委会办公室。", size=28, left=1, right=1, properties=above),
        "printed": line(
            "云溪市水务局办公室\u3000\u3000\u30002025年11月6日印发", size=28, left=1, right=1, properties=between
        ),
    }


def number_of(parts: dict[str, Part], name: str) -> int:
    """Return the number of a paragraph (from 1)."""
    return list(parts).index(name) + 1


PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1400" w:gutter="0"/>'
    '<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>'
)
_FOOTER_LOOK = f'<w:rPr><w:rFonts w:ascii="{SONG}" w:hAnsi="{SONG}" w:eastAsia="{SONG}"/><w:sz w:val="28"/></w:rPr>'
FOOTER = (
    f'<w:ftr><w:p><w:pPr><w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/></w:pPr><w:r>{_FOOTER_LOOK}<w:t xml:space="preserve">— </w:t></w:r>'
    f'<w:r>{_FOOTER_LOOK}<w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r>{_FOOTER_LOOK}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    f'<w:r>{_FOOTER_LOOK}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{_FOOTER_LOOK}<w:t>1</w:t></w:r>'
    f'<w:r>{_FOOTER_LOOK}<w:fldChar w:fldCharType="end"/></w:r>'
    f'<w:r>{_FOOTER_LOOK}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
)
STYLES = (
    '<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="宋体"/>'
    '<w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a">'
    '<w:name w:val="Normal"/></w:style></w:styles>'
)


def official_file(
    parts: dict[str, Part], page: str = PAGE, footer: str = FOOTER, more: str = "", first: str = ""
) -> bytes:
    """Return a Word file of paragraphs; `first` are runs in front of the first one's."""
    kinds = {"document": "document.main", "styles": "styles", "footer1": "footer"}
    body_xml = "".join(part.xml() for part in parts.values()) + more + page
    body_xml = body_xml.replace("</w:pPr>", f"</w:pPr>{first}", 1)
    files = {"document": f"<w:document><w:body>{body_xml}</w:body></w:document>", "styles": STYLES, "footer1": footer}
    if "footer1" not in page:
        del files["footer1"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        overrides = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument'
            f'.wordprocessingml.{kinds[name]}+xml"/>'
            for name in files
        )
        archive.writestr("[Content_Types].xml", _HEAD + _CONTENT_TYPES.format(overrides))
        archive.writestr("_rels/.rels", _HEAD + _links({"document": "officeDocument"}, "word/"))
        archive.writestr("docProps/core.xml", _HEAD + _CORE)
        links = {name: name.rstrip("1") for name in files if name != "document"}
        archive.writestr("word/_rels/document.xml.rels", _HEAD + _links(links, ""))
        for name, content in files.items():
            archive.writestr(f"word/{name}.xml", _HEAD + named(content))
        archive.writestr("word/media/image1.png", b"not read, and never changed")
    return out.getvalue()


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "{}</Types>"
)
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2025-11-05T08:00:00Z</dcterms:modified></cp:coreProperties>'
)


def _links(targets: dict[str, str], folder: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kind}/{of}" Target="{folder}{name}.xml"/>' for name, of in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


Change = Callable[[dict[str, Part]], dict[str, Part]]


def with_part(parts: dict[str, Part], name: str, part: Part) -> dict[str, Part]:
    """Return paragraphs with one in another form."""
    return {key: part if key == name else old for key, old in parts.items()}


def without(parts: dict[str, Part], *names: str) -> dict[str, Part]:
    """Return paragraphs without some."""
    return {key: part for key, part in parts.items() if key not in names}


def with_text(parts: dict[str, Part], name: str, text: str) -> dict[str, Part]:
    """Return paragraphs, one with another text in the face of its first run."""
    part = parts[name]
    return with_part(parts, name, replace(part, runs=((text, part.runs[0][1]),)))


def with_form(parts: dict[str, Part], name: str, **form: object) -> dict[str, Part]:
    """Return paragraphs, one in another form."""
    return with_part(parts, name, replace(parts[name], **form))


def with_face(parts: dict[str, Part], name: str, face: str) -> dict[str, Part]:
    """Return paragraphs, one in another face."""
    part = parts[name]
    return with_part(parts, name, replace(part, runs=tuple((text, face) for text, _ in part.runs)))
