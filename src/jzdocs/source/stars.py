"""Stars that are text: masked names and numbers (李*明, 138****1234), products (10*20*30), marks of required fields
(带*的项目).

CommonMark has no such thing: any two stars between letters are emphasis. Whether a run of stars can be a mark at all
is decided by what stands around it (`is_text`), whether two runs are a pair also by what stands between them
(`judge`). A pair that can be read both ways is told.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from jzdocs.patterns import compiled

Reading = Literal["emphasis", "text", "doubtful text", "doubtful emphasis"]

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅"
    "邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔汤康易乔赖庞樊殷施洪翟倪颜牛温芦季俞章鲁葛伍申尤毕聂柴焦齐梅庄辛管祝"
    "左涂谷祁舒耿牟卜詹苗凌费纪靳盛童欧甄项曲裴席卫屈鲍霍翁隋甘柏宁柯阮桂闵冉房佘骆刁娄"
)
# surnames that begin common words too: only where nothing but a name can stand
_RISKY = "高于时成常向万方安平文华路关查单包司游阳解强车边位景"
_COMPOUND = "欧阳|司马|上官|诸葛|尉迟|皇甫|慕容|令狐|东方|公孙|夏侯|端木"
_BEFORE_NAME = "和与及跟由对是为给将把让请找致叫有人者属主员民户患生师长"
_AFTER_NAME = "和与及跟等同的在已因称说是为也均系被将"
_NAME_BEFORE = compiled(rf"(?:^|[^{_HAN}*]|[{_BEFORE_NAME}])(?:[{_SURNAMES}]|{_COMPOUND})$")
_RISKY_BEFORE = compiled(rf"(?:^|[^{_HAN}*])[{_RISKY}]$")
_NAME_AFTER = compiled(rf"[{_HAN}]{{0,2}}(?:$|[^{_HAN}*]|[{_AFTER_NAME}])")
_RISKY_AFTER = compiled(rf"[{_HAN}]{{0,2}}(?:$|[^{_HAN}*])")
_REQUIRED_BEFORE, _REQUIRED_AFTER = "带标打加注有", "的号者处项"
_BLANK_DATE = compiled(r"[年月日时分](?:\*|$|[，。、；,.）)\s])")  # *年*月*日
_PAUSES = "，、；：。！？,;:!?\n"
_CLOSING = "，、；：。！？）】》」』”’·…,;:!?)]}%"
_CLAUSE = compiled(r"[，、；：。！？,;!?（）()\n]")
_SIDES = "长宽高厚深"
_AMOUNTS = "价量率数额重积费比次"  # ends of words for what is multiplied
_FAR = 200  # characters of emphasis that are searched for pauses
_LONG = 12  # characters of emphasis inside a sentence that has no pause


class Run(Struct, frozen=True):
    """A run of stars in a text: from `start` to `end`."""

    start: int
    end: int


def is_text(text: str, run: Run, marks_before: int) -> bool:
    """Return whether a run of stars or underscores is no mark of emphasis, whatever follows.

    `marks_before` counts the runs of two or more that stand before it and may be marks: where they are odd, this run
    may close one.
    """
    length = run.end - run.start
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    if text[run.start] == "_":
        return length > 3
    if _is_operand(before) and _is_operand(after) and (before.isdigit() or after.isdigit()):
        return length != 2 or marks_before % 2 == 0
    if length > 3:
        return not (marks_before % 2 and before.strip() and after.strip())
    if before == "第" or _BLANK_DATE.match(text, run.end):
        return True
    if length == 1 and (
        after == "号" or (before and before in _REQUIRED_BEFORE and after and after in _REQUIRED_AFTER)
    ):
        return True
    return marks_before % 2 == 0 and is_masked_name(text, run)


def is_masked_name(text: str, run: Run) -> bool:
    """Return whether a run stands for characters of a name: a surname before it, at most two characters behind."""
    head, tail = text[max(0, run.start - 3) : run.start], text[run.end : run.end + 3]
    if _NAME_BEFORE.search(head):
        return bool(_NAME_AFTER.match(tail))
    return bool(_RISKY_BEFORE.search(head) and _RISKY_AFTER.match(tail))


def judge(text: str, opening: Run, closing: Run, *, strong: bool) -> Reading:
    """Return how two runs that CommonMark takes for a pair are read."""
    before, after = text[opening.start - 1 : opening.start], text[closing.end : closing.end + 1]
    first, last = text[opening.end], text[closing.start - 1]
    if first in _CLOSING and not (strong and first.isascii()):
        return "text"
    if last == "、" or (not strong and last in "，；"):
        return "text"
    if _is_operand(before) and _is_operand(after):
        if before.isdigit() or after.isdigit():
            return "text" if not strong or (before.isdigit() and after.isdigit()) else "emphasis"
        return "emphasis" if strong else "doubtful text"
    if strong:
        return "emphasis"
    inside_left, inside_right = _is_word(before), _is_word(after)
    if not (inside_left or inside_right):
        return "emphasis"
    return _judge_inside(text, opening, closing, both=inside_left and inside_right)


def _judge_inside(text: str, opening: Run, closing: Run, *, both: bool) -> Reading:
    """Return how a pair of single stars is read of which at least one touches a word from outside."""
    before, after = text[opening.start - 1 : opening.start], text[closing.end : closing.end + 1]
    inner = text[opening.end : min(closing.start, opening.end + _FAR)]
    if (before and before.isdigit()) or (after and after.isdigit()):
        return "doubtful text"
    if any(pause in inner[:-1] for pause in _PAUSES):
        return "doubtful text"
    if both and "=" in _clause(text, opening, closing).replace("＝", "="):
        return "doubtful text"
    if both and before in _SIDES and inner[-1] in _SIDES:
        return "text"
    if both and before in _AMOUNTS and inner[-1] in _AMOUNTS:  # 单价*数量*折扣
        return "doubtful text"
    return "doubtful emphasis" if both and len(inner) > _LONG else "emphasis"


def _clause(text: str, opening: Run, closing: Run) -> str:
    """Return the clause around a pair."""
    stops = [match.end() for match in _CLAUSE.finditer(text, max(0, opening.start - 40), opening.start)]
    following = _CLAUSE.search(text, closing.end, closing.end + 40)
    end = following.start() if following else closing.end + 40
    return text[stops[-1] if stops else max(0, opening.start - 40) : end]


def _is_operand(char: str) -> bool:
    return bool(char) and char.isascii() and char.isalnum()


def _is_word(char: str) -> bool:
    return bool(char) and char.isalnum()
