"""What is printed of the front matter and was edited in Word: official documents' elements, cover and title."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings, strategies as st

from jzdocs.build import pipeline
from jzdocs.project import lone
from jzdocs.pull.front_keys import list_items
from jzdocs.pull.front_matter import texts_of
from jzdocs.pull.pull import Pulled, pull
from jzdocs.resolve.front_pieces import FrontPiece

NOTICE = """---
title: 关于加强防汛工作的通知
template: gongwen
issuer: 青禾县人民政府
number: 青政发〔2025〕7号
copy: "000003"
secrecy: 秘密★1年
urgency: 特急
signers: [周明, 吴远, 郑怀]
to: [各乡镇人民政府, 县直各单位（含局、办）]
date: 2025-07-08
remark: 此件公开发布
attachments: [责任分工表, 物资清单]
cc:
  - 县委办公室
  - 县人大常委会办公室
  - 县政协办公室
printed_by: 青禾县人民政府办公室
---

现将有关事项通知如下。

# 总体要求

坚持预防为主。

```attachment
number: 1
title: 责任分工表
```

分工如下。

```attachment
number: 2
title: 物资清单
```

物资如下。
"""
LETTER = """---
title: 关于商请支援物资的函
template: gongwen-letter
issuer: 青禾县水务局
number: 青水函〔2025〕9号
to: 县应急管理局
date: 2025-07-08
cc: [县政府办公室]
---

请予支援。
"""
MINUTES = """---
title: 研究防汛工作
template: gongwen-minutes
issuer: 青禾县人民政府
number: 第3期
date: 2025-07-08
present: [周明, 吴远]
observers: [县水务局郑怀、钱进, 县财政局孙立]
---

会议听取了汇报。
"""
REPORT = """---
title: 防汛工作 情况汇报
subtitle: 二〇二五年
issuer: [青禾县水务局, 青禾县气象局]
date: 2025-07-08
place: 青禾
template: report
---

# 概况

雨情平稳。
"""
TEXTS = {"notice": NOTICE, "letter": LETTER, "minutes": MINUTES, "report": REPORT}


class Files:
    """Built documents, each once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._built: dict[str, bytes] = {}

    def built(self, text: str) -> bytes:
        if text not in self._built:
            path = self.folder / "text.md"
            path.write_text(text, encoding="utf-8")
            built = pipeline.build(path, lone(path), None, ("docx",))
            assert not built.report.errors, list(map(str, built.report))
            self._built[text] = built.files["text.docx"]
        return self._built[text]

    def paragraphs(self, text: str) -> list[str]:
        path = self.folder / "built.docx"
        path.write_bytes(self.built(text))
        return [found for p in docx.Document(str(path)).element.body.iter(qn("w:p")) if (found := shown(p).strip())]

    def pulled(self, text: str, before: str, after: str | None) -> tuple[Pulled, str]:
        """Pull the file in which the first paragraph that holds `before` says `after` there (None: it is deleted)."""
        path = self.folder / "edited.docx"
        path.write_bytes(self.built(text))
        document = docx.Document(str(path))
        paragraph = next(p for p in document.element.body.iter(qn("w:p")) if before in shown(p))
        if after is None:
            paragraph.getparent().remove(paragraph)
        else:
            nodes = list(paragraph.iter(qn("w:t")))
            holder = next(node for node in nodes if before in (node.text or ""))
            holder.text = holder.text.replace(before, after, 1)
        document.save(str(path))
        result = pull(path, {})
        return result, result.files[0].merged


def shown(paragraph: object) -> str:
    nodes = paragraph.iter(qn("w:t"), qn("w:tab"))  # type: ignore[attr-defined]
    return "".join(node.text or "" if node.tag == qn("w:t") else "\t" for node in nodes)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("front"))


@pytest.mark.parametrize("name", TEXTS)
def test_an_unedited_file_brings_nothing_back(files: Files, name: str) -> None:
    result, merged = files.pulled(TEXTS[name], "", "")
    assert (list(result.edits), list(result.unapplied), merged) == ([], [], TEXTS[name])


@pytest.mark.parametrize(
    ("name", "before", "after", "line", "new"),
    [
        ("notice", "〔2025〕7号", "〔2025〕8号", "number: 青政发〔2025〕7号", "number: 青政发〔2025〕8号"),
        ("notice", "000003", "000004", 'copy: "000003"', 'copy: "000004"'),
        ("notice", "秘密★1年", "机密★5年", "secrecy: 秘密★1年", "secrecy: 机密★5年"),
        ("notice", "特急", "加急", "urgency: 特急", "urgency: 加急"),
        ("notice", "吴远", "吴近", "signers: [周明, 吴远, 郑怀]", "signers: [周明, 吴近, 郑怀]"),
        ("notice", "郑怀", "郑淮", "吴远, 郑怀]", "吴远, 郑淮]"),
        ("notice", "县直各单位（含", "县直有关单位（含", "县直各单位（含局、办）]", "县直有关单位（含局、办）]"),
        ("notice", "局、办）：", "局、办）、驻县单位：", "（含局、办）]", "（含局、办）, 驻县单位]"),
        ("notice", "各乡镇人民政府、", "", "to: [各乡镇人民政府, 县直", "to: [县直"),
        ("notice", "各乡镇", "各乡镇（街道）", "各乡镇人民政府", "各乡镇（街道）人民政府"),
        ("letter", "7月8日", "7月12日", "date: 2025-07-08", "date: 2025-07-12"),
        ("notice", "此件公开发布", "此件依申请公开", "remark: 此件公开发布", "remark: 此件依申请公开"),
        ("notice", "物资清单", "物资一览表", "责任分工表, 物资清单]", "责任分工表, 物资一览表]"),
        ("notice", "县人大常委会办公室、", "", "  - 县人大常委会办公室\n", ""),
        ("notice", "县委办公室、", "县委办公室、县纪委机关、", "  - 县委办公室\n", "  - 县委办公室\n  - 县纪委机关\n"),
        ("notice", "政府办公室\t", "政府办公厅\t", "", ""),
        ("letter", "县应急管理局", "县消防救援大队", "to: 县应急管理局", "to: 县消防救援大队"),
        ("letter", "县政府办公室", "县政府办公室、县委办公室", "[县政府办公室]", "[县政府办公室, 县委办公室]"),
        ("minutes", "周明、吴远", "周明、吴远、李平", "present: [周明, 吴远]", "present: [周明, 吴远, 李平]"),
        ("minutes", "钱进", "钱近", "郑怀、钱进,", "郑怀、钱近,"),
        ("minutes", "第3期", "第4期", "number: 第3期", "number: 第4期"),
        ("report", "情况汇报", "进展汇报", "title: 防汛工作 情况汇报", "title: 防汛工作 进展汇报"),
        ("report", "二〇二五年", "二〇二六年", "subtitle: 二〇二五年", "subtitle: 二〇二六年"),
    ],
)
def test_a_value_comes_home_to_its_key(files: Files, name: str, before: str, after: str, line: str, new: str) -> None:
    text = TEXTS[name]
    if not line:
        before, after, line, new = "政府办公室", "政府办公厅", "人民政府办公室", "人民政府办公厅"
    result, merged = files.pulled(text, before, after)
    assert text.count(line) == 1
    assert merged == text.replace(line, new) and not result.unapplied
    # what is built from it says what the edited file says
    edited = [entry.replace(before, after, 1) for entry in files.paragraphs(text) if before in entry][:1]
    assert edited[0] in files.paragraphs(merged)


def test_what_another_key_is_printed_for_is_written_to_its_own(files: Files) -> None:
    """The head says issuer and 文件 where the front matter has no head; the day of printing is that of signing."""
    result, merged = files.pulled(NOTICE, "人民政府文件", "人民政府办公室文件")
    assert (
        merged == NOTICE.replace("\n---\n\n现将", "\nhead: 青禾县人民政府办公室文件\n---\n\n现将")
        and not result.unapplied
    )
    _, merged = files.pulled(NOTICE, "7月8日印发", "7月9日印发")
    assert merged == NOTICE.replace("\n---\n\n现将", "\nprinted_on: 2025-07-09\n---\n\n现将")
    # the day of signing alone: that of printing stays as it stands in the file
    _, merged = files.pulled(NOTICE, "2025年7月8日", "2025年7月10日")
    assert "date: 2025-07-10" in merged and "printed_on: 2025-07-08" in merged


@pytest.mark.parametrize(
    ("name", "before", "gone"),
    [
        ("notice", "（此件公开发布）", "remark: 此件公开发布\n"),
        ("notice", "秘密★1年", "secrecy: 秘密★1年\n"),
        ("notice", "抄送：", "cc:\n  - 县委办公室\n  - 县人大常委会办公室\n  - 县政协办公室\n"),
        ("notice", "各乡镇", "to: [各乡镇人民政府, 县直各单位（含局、办）]\n"),
        ("notice", "2.\t物资清单", ", 物资清单"),
        ("minutes", "列席：", "observers: [县水务局郑怀、钱进, 县财政局孙立]\n"),
    ],
)
def test_a_deleted_line_takes_its_key_along(files: Files, name: str, before: str, gone: str) -> None:
    result, merged = files.pulled(TEXTS[name], before, None)
    assert merged == TEXTS[name].replace(gone, "", 1) and not result.unapplied


@pytest.mark.parametrize(
    ("name", "before", "after", "reason"),
    [
        ("notice", "抄送：", "抄报：", "pull.front_part"),
        ("notice", "（此件", "【此件", "pull.front_part"),
        ("notice", "2.", "3.", "pull.front_part"),
        ("notice", "签发人：", "签批人：", "pull.front_part"),
        ("notice", "2025年7月8日", "2025年7月38日", "pull.front_value"),
        ("notice", "关于加强防汛工作的通知", None, "pull.front_line"),
        ("notice", "人民政府文件", None, "pull.front_line"),
        ("minutes", "会议纪要", None, "pull.front_line"),
    ],
)
def test_what_no_key_can_say_is_told(files: Files, name: str, before: str, after: str | None, reason: str) -> None:
    holder = "青禾县人民政府会议纪要" if before == "会议纪要" else before
    result, merged = files.pulled(TEXTS[name], holder, after)
    assert [entry.reason.key for entry in result.unapplied] == [reason] and merged == TEXTS[name]


def test_an_issuer_that_changed_in_one_place_only_is_told(files: Files) -> None:
    text = LETTER.replace("issuer: 青禾县水务局", "issuer: [青禾县水务局, 青禾县气象局]")
    result, merged = files.pulled(text, "青禾县水务局", "青禾县水利局")
    assert [entry.reason.key for entry in result.unapplied] == ["pull.front_elsewhere"] and merged == text


@pytest.mark.parametrize("name", ["notice", "letter", "minutes"])
def test_text_put_in_among_the_elements_is_told_or_stands_in_the_text(files: Files, name: str) -> None:
    path = files.folder / "edited.docx"
    path.write_bytes(files.built(TEXTS[name]))
    count = len(list(docx.Document(str(path)).element.body.iter(qn("w:p"))))
    for place in range(count):
        path.write_bytes(files.built(TEXTS[name]))
        document = docx.Document(str(path))
        paragraph = list(document.element.body.iter(qn("w:p")))[place]
        if not shown(paragraph).strip():
            continue
        new = docx.Document().add_paragraph("新写的一段话。")._p
        paragraph.addnext(new)
        document.save(str(path))
        edited = [found for p in document.element.body.iter(qn("w:p")) if (found := shown(p).strip())]
        result = pull(path, {})
        merged = result.files[0].merged
        if merged == TEXTS[name]:
            assert result.unapplied, shown(paragraph)
        else:
            assert files.paragraphs(merged) == edited, shown(paragraph)


def test_a_template_that_makes_a_value_is_left_alone(files: Files) -> None:
    path = files.folder / "made.md.j2"
    path.write_text(
        LETTER.replace("number: 青水函〔2025〕9号", 'number: "青水函〔2025〕{{ 4 + 5 }}号"'), encoding="utf-8"
    )
    built = pipeline.build(path, lone(path), None, ("docx",))
    file = files.folder / "made.docx"
    document_bytes = next(data for name, data in built.files.items() if name.endswith(".docx"))
    file.write_bytes(document_bytes)
    document = docx.Document(str(file))
    node = next(n for n in document.element.body.iter(qn("w:t")) if "9号" in (n.text or ""))
    node.text = node.text.replace("9号", "10号")
    document.save(str(file))
    result = pull(file, {})
    assert [entry.reason.key for entry in result.unapplied] == ["pull.template_line"]
    assert "{{ 4 + 5 }}" in result.files[0].merged and not result.edits


WORDS = st.lists(st.text("甲乙丙丁", min_size=1, max_size=4), min_size=1, max_size=5)


@settings(deadline=None)
@given(before=WORDS, after=WORDS)
def test_a_list_says_what_its_line_says(before: list[str], after: list[str]) -> None:
    items = list_items(before, "、".join(after))
    assert items is not None and "、".join(text for _, text in items) == "、".join(after)
    places = [place for place, _ in items if place is not None]
    assert places == sorted(set(places)) and all(place < len(before) for place in places)


@settings(deadline=None)
@given(
    values=st.lists(st.text("甲乙丙12", min_size=1, max_size=4), min_size=2, max_size=4),
    place=st.integers(0, 3),
    new=st.text("甲乙丙12", max_size=4),
)
def test_a_line_is_divided_as_it_was_or_not_at_all(values: list[str], place: int, new: str) -> None:
    pieces = []
    for index, value in enumerate(values):
        pieces += [FrontPiece("：" if index else "标："), FrontPiece(value, f"key{index}")]
    changed = [new if index == place % len(values) else value for index, value in enumerate(values)]
    line = "标：" + "：".join(changed)
    texts = texts_of(pieces, line.strip())
    assert texts is None or "".join(texts) == line
    if re.fullmatch(r"[^：]+", new):
        assert texts is not None and texts[1::2] == changed
