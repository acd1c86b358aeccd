"""Which elements and attributes the parts of an OFD file may have, and in which order (GB/T 33190-2016, 7 to 16 and 20),
as far as our files use them or an archive forbids them. Written from the clauses, not from the standard's schemas."""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """What an element may hold: children in their order ("?": at most one, "*": any number, "+": at least one, none of
    these: exactly one; several names with "|" may mix), and attributes ("!": required). `text` allows text."""

    children: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    text: bool = False


TEXT = Form(text=True)
_UNIT = (
    "Boundary!",
    "Name",
    "Visible",
    "CTM",
    "DrawParam",
    "LineWidth",
    "Cap",
    "Join",
    "MiterLimit",
    "DashOffset",
    "DashPattern",
    "Alpha",
)
_LOCATED = dict.fromkeys(
    (
        "DocRoot",
        "PublicRes",
        "DocumentRes",
        "Annotations",
        "CustomTags",
        "Attachments",
        "Extensions",
        "FileLoc",
        "FontFile",
        "MediaFile",
        "SchemaLoc",
    ),
    TEXT,
)
_PATH = Form(
    ("Actions?", "Clips?", "StrokeColor?", "FillColor?", "AbbreviatedData"), ("ID", *_UNIT, "Stroke", "Fill", "Rule")
)
FORMS: dict[str, Form] = {
    **_LOCATED,
    "OFD": Form(("DocBody+",), ("Version!", "DocType!")),
    "DocBody": Form(("DocInfo", "DocRoot?", "Versions?", "Signatures?")),
    "DocInfo": Form(
        (
            "DocID",
            "Title?",
            "Author?",
            "Subject?",
            "Abstract?",
            "CreationDate?",
            "ModDate?",
            "DocUsage?",
            "Cover?",
            "Keywords?",
            "Creator?",
            "CreatorVersion?",
            "CustomDatas?",
        ),
    ),
    **dict.fromkeys(
        (
            "DocID",
            "Title",
            "Author",
            "Subject",
            "Abstract",
            "CreationDate",
            "ModDate",
            "DocUsage",
            "Keyword",
            "Creator",
            "CreatorVersion",
        ),
        TEXT,
    ),
    "Keywords": Form(("Keyword+",)),
    "CustomDatas": Form(("CustomData+",)),
    "CustomData": Form((), ("Name!",), True),
    "Document": Form(
        (
            "CommonData",
            "Pages",
            "Outlines?",
            "Permissions?",
            "Actions?",
            "VPreferences?",
            "Bookmarks?",
            "Annotations?",
            "CustomTags?",
            "Attachments?",
            "Extensions?",
        ),
    ),
    "CommonData": Form(("MaxUnitID", "PageArea", "PublicRes*", "DocumentRes*", "TemplatePage*", "DefaultCS?")),
    "MaxUnitID": TEXT,
    "DefaultCS": TEXT,
    "PageArea": Form(("PhysicalBox", "ApplicationBox?", "ContentBox?", "BleedBox?")),
    "PhysicalBox": TEXT,
    "Pages": Form(("Page+",)),
    "Pages/Page": Form((), ("ID!", "BaseLoc!")),
    "Outlines": Form(("OutlineElem+",)),
    "OutlineElem": Form(("Actions?", "OutlineElem*"), ("Title!", "Count", "Expanded")),
    "Actions": Form(("Action+",)),
    "Action": Form(("Region?", "Goto|URI|GotoA|Sound|Movie"), ("Event!",)),
    "Goto": Form(("Dest|Bookmark",)),
    "URI": Form((), ("URI!", "Base")),
    "Dest": Form((), ("Type!", "PageID!", "Left", "Top", "Right", "Bottom", "Zoom")),
    "Permissions": Form(
        ("Edit?", "Annot?", "Export?", "Signature?", "Watermark?", "PrintScreen?", "Print?", "ValidPeriod?")
    ),
    **dict.fromkeys(("Edit", "Export", "Signature", "Watermark", "PrintScreen", "Permissions/Annot"), TEXT),
    "Print": Form((), ("Printable!", "Copies")),
    "VPreferences": Form(("PageMode?", "PageLayout?", "TabDisplay?", "HideToolbar?", "HideMenubar?", "HideWindowUI?")),
    "PageMode": TEXT,
    "TabDisplay": TEXT,
    "Res": Form(("ColorSpaces|DrawParams|Fonts|MultiMedias|CompositeGraphicUnits*",), ("BaseLoc!",)),
    "ColorSpaces": Form(("ColorSpace+",)),
    "ColorSpace": Form(("Palette?",), ("ID!", "Type!", "BitsPerComponent", "Profile")),
    "Fonts": Form(("Font+",)),
    "Font": Form(
        ("FontFile?",), ("ID!", "FontName!", "FamilyName", "Charset", "Italic", "Bold", "Serif", "FixedWidth")
    ),
    "MultiMedias": Form(("MultiMedia+",)),
    "MultiMedia": Form(("MediaFile",), ("ID!", "Type!", "Format")),
    "Page": Form(("Template*", "PageRes*", "Area?", "Content?", "Actions?")),
    "Area": Form(("PhysicalBox", "ApplicationBox?", "ContentBox?", "BleedBox?")),
    "Content": Form(("Layer+",)),
    "Layer": Form(("TextObject|PathObject|ImageObject|CompositeObject|PageBlock*",), ("ID!", "Type", "DrawParam")),
    "PageBlock": Form(("TextObject|PathObject|ImageObject|CompositeObject|PageBlock*",), ("ID!",)),
    "TextObject": Form(
        ("Actions?", "Clips?", "FillColor?", "StrokeColor?", "CGTransform|TextCode+"),
        (
            "ID!",
            *_UNIT,
            "Font!",
            "Size!",
            "Stroke",
            "Fill",
            "HScale",
            "ReadDirection",
            "CharDirection",
            "Weight",
            "Italic",
        ),
    ),
    "CGTransform": Form(("Glyphs?",), ("CodePosition!", "CodeCount", "GlyphCount")),
    "Glyphs": TEXT,
    "TextCode": Form((), ("X", "Y", "DeltaX", "DeltaY"), True),
    "PathObject": _PATH,
    "Path": _PATH,
    "AbbreviatedData": TEXT,
    "ImageObject": Form(
        ("Actions?", "Clips?", "Border?"), ("ID!", *_UNIT, "ResourceID!", "Substitution", "ImageMask", "Interpolate")
    ),
    "FillColor": Form((), ("Value!", "ColorSpace", "Alpha")),
    "StrokeColor": Form((), ("Value!", "ColorSpace", "Alpha")),
    "Clips": Form(("Clip+",), ("TransFlag",)),
    "Clip": Form(("Area+",)),
    "Clip/Area": Form(("Path|Text",), ("DrawParam", "CTM")),
    "Annotations/Page": Form(("FileLoc",), ("PageID!",)),
    "PageAnnot": Form(("Annot+",)),
    "PageAnnot/Annot": Form(
        ("Remark?", "Parameters?", "Appearance"),
        ("ID!", "Type!", "Creator!", "LastModDate!", "Subtype", "Visible", "Print", "NoZoom", "NoRotate", "ReadOnly"),
    ),
    "Remark": TEXT,
    "Parameters": Form(("Parameter+",)),
    "Parameter": Form((), ("Name!",), True),
    "Appearance": Form(("TextObject|PathObject|ImageObject|CompositeObject|PageBlock*",), ("Boundary",)),
    "Attachment": Form(("FileLoc",), ("ID!", "Name!", "Format", "CreationDate", "ModDate", "Size", "Visible", "Usage")),
    "CustomTag": Form(("SchemaLoc?", "FileLoc"), ("TypeID", "NameSpace")),
}
# roots whose names are also those of elements that name a file
ROOTS = {"Annotations": Form(("Page*",)), "CustomTags": Form(("CustomTag*",)), "Attachments": Form(("Attachment*",))}
