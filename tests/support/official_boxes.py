"""Official documents whose red head stands in a text box, with a drawn rule, as WPS writes them."""

from __future__ import annotations

from support.official_files import TITLE, official_file, right_document, with_form

_ANCHOR = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps">'
    '<w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}" behindDoc="0" locked="0" '
    'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin">'
    '<wp:align>center</wp:align></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset>'
    '</wp:positionV><wp:extent cx="5600000" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
    '<wp:wrapTopAndBottom/><wp:docPr id="{number}" name="shape {number}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>{shape}<wps:bodyPr/></wps:wsp>'
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>{vml}</w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
_FORM = (
    '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5600000" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>{line}</wps:spPr>'
)
_RED = '<a:ln w="19050"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:ln>'


def box(content: str) -> str:
    """Return a run with a text box, for Word and for older programs."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    shape = '<wps:cNvSpPr txBox="1"/>' + _FORM.format(height=900000, kind="rect", line="")
    vml = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="s1"><v:textbox>{inside}</v:textbox></v:shape>'
    return _ANCHOR.format(number=1, height=900000, shape=f"{shape}<wps:txbx>{inside}</wps:txbx>", vml=vml)


def rule(color: str) -> str:
    """Return a run with a drawn line."""
    shape = "<wps:cNvCnPr/>" + _FORM.format(height=0, kind="line", line=_RED.format(color=color))
    vml = f'<v:line xmlns:v="urn:schemas-microsoft-com:vml" from="0,0" to="442pt,0" strokecolor="#{color}"/>'
    return _ANCHOR.format(number=2, height=0, shape=shape, vml=vml)


def boxed_file(color: str = "FF0000", face: str = TITLE, line: str = "FF0000", head: str = "云溪市水务局文件") -> bytes:
    """Return a document with the red head and its rule (“” for none) drawn."""
    parts = with_form(right_document(), "number", properties="")
    look = (
        f'<w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"/><w:color w:val="{color}"/>'
        '<w:sz w:val="72"/></w:rPr>'
    )
    content = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r>{look}<w:t>{head}</w:t></w:r></w:p>'
    drawn = box(content) + (rule(line) if line else "")
    del parts["head"], parts["space"]
    return official_file(parts, first=drawn)
