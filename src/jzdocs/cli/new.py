"""`jzdocs new`: make a project to start from."""

from __future__ import annotations

import secrets
from pathlib import Path

from jzdocs.build.publish import publish_files
from jzdocs.cli import declare
from jzdocs.cli.terminal import say, text
from jzdocs.errors import Location, UsageError
from jzdocs.project import refuse_reserved

_TOML = """# jzdocs build makes every document of seeds/ into output/
id = "{id}"  # by this, documents know their project
sources = "seeds"
output = "output"
template = "briefing"
to = ["pdf", "docx"]
"""
_STYLE = """# Looks of this project: everything not said here comes from the template it extends.
extends = "briefing"

[colors]
accent = "#1F4E79"
"""
_OFFICIAL_STYLE = """# 本单位的版式：这里没写的都取自 gongwen（GB/T 9704-2012）
extends = "gongwen"

[style.red_head]
color = "#FF3333"
"""
_SAMPLE = """---
title: 某某市 工作简报
subtitle: 一份可以马上生成的示例
issuer: [某某市统计局]
date: 2025-11-20
template: house
---

# 总体情况 {#overview}

本例的数字都是虚构的。方括号里的数字有名字，图表按名字取用，因此图表与正文不会不一致。

```keyfigures
title: 总体情况
cards:
  - figure: reuse.to
    label: 再生水利用率
    context: "由{reuse.from}提升"
  - figure: road.length
    label: 改造道路
  - figure: school.new
    label: 新建学校
```

## 城市运行 {#city}

**水资源循环利用。** 再生水利用率由[25.0%]{#reuse.from}提升至[40.0%]{#reuse.to}（见@fig:reuse），\
改造城市道路[约120公里]{#road.length}[^scope]。

[^scope]: 范围为主城区。

```chart #fig:reuse
kind: dumbbell
title: 再生水利用率
unit: "%"
series: [期初, 期末]
rows:
  再生水利用率: [reuse.from, reuse.to]
note: 差值由两端数字推算。
alt: 再生水利用率由25.0%升至40.0%。
```

## 公共服务 {#service}

**教育供给增加。** 新建学校[12所]{#school.new}、改造[30所]{#school.old}（见@fig:schools）。

```chart #fig:schools
kind: bar
title: 学校建设
unit: 所
rows:
  改造: school.old
  新建: school.new
alt: 横向条形图：改造30所，新建12所。
```
"""
_NOTICE = """---
title: 某某市人民政府关于加强供热保障工作的通知
issuer: 某某市人民政府
number: 某政发〔2025〕12号
to: [各县（区、市）人民政府, 市直各有关单位]
date: 2025-11-20
seal: yes
attachments: [供热保障任务分工表]
cc: [市委办公室, 市人大常委会办公室, 市政协办公室]
printed_by: 某某市人民政府办公室
printed_on: 2025-11-21
---

为做好今冬明春供热工作，现就有关事项通知如下。本例的单位和数字都是虚构的。

# 总体要求

坚持安全第一、民生优先，全市供热面积由[1200万平方米]{#heat.from}增至[1350万平方米]{#heat.to}，居民室内温度不低于18℃。

# 主要任务

## 抓好设备检修

供热单位应当在10月底前完成管网和锅炉的检修、试压。

## 畅通诉求渠道

设立24小时服务电话，群众诉求2小时内响应。

# 保障措施

各地各单位要压实责任，重大情况及时报告市政府。

```attachment
title: 供热保障任务分工表
```

| 任务 | 牵头单位 | 完成时限 |
|---|---|---|
| 设备检修 | 市城市管理局 | 10月31日 |
| 服务热线 | 市供热办 | 11月1日 |
"""


@declare.command("new")
@declare.argument("folder", "folder", type=declare.PathType(file=False))
@declare.option("cli.new.template", "--template", type=declare.Choice(["briefing", "gongwen"]), default="briefing")
def command(folder: Path, template: str) -> int:
    """Write the files of a project into a new folder and return the exit status."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("X046", at=Location(str(folder)))
    refuse_reserved(folder)
    official = template == "gongwen"
    toml = _TOML.replace("briefing", "house").replace("{id}", secrets.token_hex(8))
    publish_files(folder, {"jzdocs.toml": toml.encode(), ".gitignore": b"/output/\n/.cache/\n"})
    source, sample = ("notice.md", _NOTICE) if official else ("briefing.md", _SAMPLE)
    publish_files(folder / "seeds", {source: sample.encode()})
    style = _OFFICIAL_STYLE if official else _STYLE
    publish_files(folder / "templates" / "house", {"style.toml": style.encode()})
    say(text("cli.new.made", folder=folder))
    return 0
