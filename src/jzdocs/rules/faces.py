"""Names of faces: which of them are one face, and what sizes are called."""

from __future__ import annotations

from typing import Literal

Kind = Literal["fang", "kai", "hei", "title", "song"]
NAMES: dict[Kind, str] = {
    "fang": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "hei": "黑体",
    "title": "方正小标宋简体",
    "song": "宋体",
}
_CALLED: dict[Kind, str] = {"fang": "仿宋体", "kai": "楷体", "hei": "黑体", "title": "小标宋体", "song": "宋体"}
_SIGNS: dict[Kind, tuple[str, ...]] = {
    "fang": ("仿宋", "fangsong", "fandolfang"),
    "kai": ("楷体", "kaiti", "楷_gb", "simkai", "方正楷", "wenkai", "fandolkai"),
    "hei": ("黑体", "simhei", "方正黑", "fandolhei", "heiti"),
    "title": ("小标宋", "xiaobiaosong", "xbs", "标宋体"),
    "song": ("宋体", "simsun", "nsimsun", "方正书宋", "书宋", "songti"),
}
_SIZES = {
    84: "初号",
    72: "小初",
    52: "一号",
    48: "小一",
    44: "2号",
    36: "小2号",
    32: "3号",
    30: "小3号",
    28: "4号",
    24: "小4号",
    21: "5号",
    18: "小5号",
    15: "6号",
    13: "小6号",
}


def is_face(name: str, kind: Kind) -> bool:
    """Return whether a name is one of those of a face: 仿宋, 仿宋_GB2312 and FangSong are one."""
    plain = name.lower().replace(" ", "").lstrip("@")
    if kind == "song" and ("仿宋" in plain or "标宋" in plain or "fangsong" in plain):
        return False
    if kind == "kai" and "行楷" in plain:
        return False
    return any(sign in plain for sign in _SIGNS[kind])


def called(kind: Kind) -> str:
    """Return what a face is called in the standard."""
    return _CALLED[kind]


def size_name(half_points: int) -> str:
    """Return what a size is called (3号), else its points (15磅)."""
    return _SIZES.get(half_points) or f"{half_points / 2:g}磅"
