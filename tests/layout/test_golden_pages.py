"""Every item of every page of small documents in which each block stands: place, size, face, colour, tag."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import asdict
from PIL import Image as Picture

from golden import check_golden
from jzdocs.build import pipeline
from jzdocs.frames import Anchor, Image, Item, Link, Mark, Pages, Path as Outline, Rule, Slot, Tag, TextRun
from jzdocs.layout.pages import lay_out
from jzdocs.project import lone
from jzdocs.units import Size, pt

CASES = Path(__file__).parent / "cases"
LONG = "潇河两岸的绿道、公园与广场连成一片，居民出门三百米见绿、五百米见园，晚饭后散步的人比往年多了一倍。"
ENGLISH = "internationalization of municipal infrastructure "

FRONT = f"""---
title: 城市管理年度简报——给水、排水、供热与园林绿化工作的进展
subtitle: 二〇二五年度
issuer: [甲市统计局, 乙市城管局]
place: 甲市
date: 2025-11-20
template: briefing
---

# 给水 {{#water}}

全年供水[24.6%]{{#w.a}}，上年为[38.2%]{{#w.b}}[^1]。{LONG * 3}

## 管网 {{#net}}

```keyfigures
title: 要点
cards:
  - {{figure: w.a, label: 供水率, context: "由{{w.b}}变化而来"}}
  - {{figure: w.b, label: 上年供水率}}
  - {{figure: w.a, label: 这是一条很长的说明文字它要折成两行才放得下}}
```

见@fig:a和@tbl:t，@sec:water。

```chart #fig:a
kind: bar
title: 供水
unit: "%"
rows: {{本年: w.a, 上年: w.b}}
note: 注文一条。
alt: 甲。
```

### 支线工程 {{#line}}

{LONG * 2}

```table #tbl:t
title: 供水表
unit: 万吨
columns: [事项, 数量]
align: [left, decimal]
rows:
  - [甲, "1.25"]
  - [乙, "12.5"]
```

# 园林 {{#park}}

{LONG * 8}

[^1]: 口径有调整，{LONG}
"""

BLOCKS = f"""---
title: 各种块
subtitle: 一份样张
issuer: 甲市统计局
date: 2025-11-20
template: report
---

# 列表 {{#lists}}

**要点。**正文[着重]{{.dots}}，*楷体*与**粗体**，`code = 1`，m<sup>2</sup>和CO<sub>2</sub>，[潇河]{{ruby=Xiāo Hé}}。{LONG}

1. 第一项
   - 子项，{LONG}
     - 孙项
2. 第二项

   第二项的第二段。

7. 第三项

- 点一
- 点二见[网址](https://example.org/a?b=1)

> 引文，{LONG}
>
> 引文的第二段。

```python
x = 1
    y = "{"长" * 60}"

z = 2
```

***

# 表格 {{#tables}}

```table #tbl:span
title: 合并的单元格
unit: 亿元
head:
  - [{{text: 地区, rowspan: 2}}, {{text: 产值, colspan: 2}}]
  - [去年, 今年]
rows:
  - [{{text: 甲区, rowspan: 2}}, "1.5", "22.25"]
  - ["333", "—"]
  - [{{text: 合计, colspan: 2}}, "24.125"]
align: [left, decimal, decimal]
note: 表注，{LONG}
```

| 左 | 中 | 右 |
|:---|:---:|---:|
| 甲 | 乙 | 丙 |
| 甲乙丙丁 | 乙 | 1 |

```table #tbl:wide
title: 宽表
landscape: yes
widths: [2, 1, 1, 1, 1, 1]
columns: [名称, 甲, 乙, 丙, 丁, 戊]
rows:
  - [{LONG}, "1", "2", "3", "4", "5"]
```

```table #tbl:long
title: 长表
columns: [事项, 数量, 说明]
align: [left, decimal, center]
rows:
{chr(10).join(f'  - [项目{i}, "{i * 3.25:.2f}", 说明]' for i in range(60))}
```

# 图与栏 {{#figures}}

```chart #fig:l
kind: bar
title: 左图
unit: 亿元
width: half
rows: {{甲: 1, 乙: 2}}
alt: 左。
```

```chart #fig:r
kind: bar
title: 右图的图题很长，长到在半幅里放不下而要折行
unit: 亿元
width: half
rows: {{甲: 1, 乙: 2}}
alt: 右。
note: 右图的注。
```

![甲](a.png "图片")

```columns 2
{LONG * 4}

{LONG}
```

栏后的正文，带脚注[^a]，再带一条[^b]。{ENGLISH * 9}

#### 四级标题

{LONG}

[^a]: 脚注甲，{LONG}

[^b]: 脚注乙。
"""

FLOWING = f"""---
title: 版面
issuer: 甲市统计局
date: 二〇二五年
template: briefing
---

# 第一章 {{#first}}

{(LONG * 5 + chr(10) + chr(10)) * 4}

正文见@fig:a，带脚注[^a]。

```chart #fig:a
kind: bar
title: 浮动的图
unit: "%"
rows: {{本年: 1, 上年: 2}}
alt: 甲。
```

{LONG * 9}

````columns 3
# 栏中的标题

{LONG * 2}

```chart #fig:l
kind: bar
title: 栏中的图
unit: "%"
rows: {{本年: 1, 上年: 2}}
alt: 乙。
```

- 点一
- 点二
````

{LONG * 2}

> - 引文中的列表
> - {LONG}

## 节

### 目 {{#item}}

```
{chr(10).join(f"第{i}行" for i in range(40))}
```

{ENGLISH * 3}https://example.org/{"path/" * 20}

[^a]: {LONG * 3}

    脚注的第二段。
"""

OFFICIAL = """---
title: 关于加强城市管理、改善人居环境若干重点工作的通知
template: {template}
issuer: [{issuers}]
number: 甲政发〔2025〕12号
date: 2025-11-20
to: [各县（区、市）人民政府, 市人民政府各委、办、局]
cc: [市委办公室, 市人大常委会办公室, 市政协办公室, 市中级人民法院, 市人民检察院, 各人民团体和驻市单位]
printed_by: 甲市人民政府办公室
printed_on: 2025-11-21
{more}
---

# 总体要求

{text}

## 主要任务

### 具体措施

{text}

特此通知。

```attachment
number: 1
title: 重点任务分工表
```

附件的正文。
"""
HEADED = """copy: "000001"
secrecy: 内部★1年
urgency: 特急
remark: 此件公开发布
attachments: [重点任务分工表, 城市管理考核办法以及各县（区、市）年度任务和完成时限的一览表]
"""
OFFICIAL_FORMS = {
    "file": ("gongwen", "甲市人民政府", HEADED),
    "joint": ("gongwen", "甲市住房和城乡建设局, 甲市财政局", "signers: [张三, 李四四, 王五]\nseal: yes"),
    "letter": ("gongwen-letter", "甲市人民政府", HEADED),
    "minutes": ("gongwen-minutes", "甲市人民政府", "present: [张三, 李四]\nabsent: [王五]\nobservers: [赵六, 钱七七]"),
}


def laid_out(folder: Path, text: str) -> Pages:
    """The pages of a document, with an empty place for each chart, so that charts cannot change them."""
    path = folder / "text.md"
    path.write_text(text, encoding="utf-8")
    loaded = pipeline.load(path, lone(path), None)
    assert not loaded.report.errors, list(map(str, loaded.report))
    sizes = {"fig:a": Size(pt(400), pt(180)), "fig:l": Size(pt(200), pt(100)), "fig:r": Size(pt(200), pt(90))}
    return lay_out(loaded.document, loaded.sheet, loaded.faces, sizes)


def written(pages: Pages) -> dict[str, list[str]]:
    """Pages as lines of text, one for an item; lengths are EMU."""
    out = {
        f"page {index + 1}": [
            f"size {page.size.width} {page.size.height} label {page.label!r}",
            *map(_item, page.items),
        ]
        for index, page in enumerate(pages.pages)
    }
    out["tags"] = [f"{number} {_tag(tag)}" for number, tag in enumerate(pages.tags)]
    out["anchors"] = [f"{name} on {index}, printed {pages.numbers[name]}" for name, index in pages.anchors.items()]
    out["order"] = [" ".join(map(str, pages.order)), " ".join(map(str, sorted(pages.opening)))]
    out["ragged"] = [f"{place.line}: {line}" for place, line in pages.ragged]
    return out


def _item(item: Item) -> str:
    match item:
        case Mark():
            return f"mark {item.tag}"
        case TextRun():
            more = "".join(
                f" {name}={value}"
                for name, value, usual in (
                    ("spacing", round(item.spacing, 3), 0),
                    ("adjust", " ".join(f"{i}:{v:g}" for i, v in item.adjust), ""),
                    ("angle", item.angle, 0),
                    ("stretch", round(item.stretch, 4), 1),
                )
                if value != usual
            )
            return f"text {item.x} {item.y} {item.face} {item.size} {item.color} {item.text!r}{more}"
        case Rule():
            return f"rule {item.x1} {item.y1} {item.x2} {item.y2} {item.width} {item.color}"
        case Outline():
            drawn = " ".join(
                " ".join(str(v if isinstance(v, str) else round(v)) for v in segment) for segment in item.segments
            )
            return f"path {item.fill} {item.stroke} {item.width} {item.dash} {drawn}"
        case Image():
            return f"image {item.x} {item.y} {item.width} {item.height}"
        case Link():
            return f"link {item.x} {item.y} {item.width} {item.height} {item.href} {item.tag} {item.contents!r}"
        case Anchor():
            return f"anchor {item.x} {item.y} {item.name} {item.title!r} {item.level}"
        case Slot():
            return f"slot {item.x} {item.y} {item.key}"


def _tag(tag: Tag) -> str:
    usual = asdict(Tag(kind="", parent=0))
    return " ".join(
        f"{name}={value}" for name, value in asdict(tag).items() if name in ("kind", "parent") or value != usual[name]
    )


@pytest.mark.parametrize(("name", "text"), [("front", FRONT), ("blocks", BLOCKS), ("flowing", FLOWING)])
def test_pages_stand_as_they_were_approved(name: str, text: str, tmp_path: Path) -> None:
    Picture.new("RGB", (300, 150), "#1F4E79").save(tmp_path / "a.png")
    check_golden(CASES / f"{name}.json", written(laid_out(tmp_path, text)))


@pytest.mark.parametrize("form", OFFICIAL_FORMS)
def test_official_pages_stand_as_they_were_approved(form: str, tmp_path: Path) -> None:
    template, issuers, more = OFFICIAL_FORMS[form]
    text = OFFICIAL.format(template=template, issuers=issuers, more=more, text=LONG * 3)
    check_golden(CASES / f"official-{form}.json", written(laid_out(tmp_path, text)))
