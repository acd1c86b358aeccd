"""The kinds of documents (文种) that offices write, by which a title is known."""

from __future__ import annotations

from jzdocs.patterns import compiled

_KIND = compiled(
    r"(?:报告|公报|通知|规划|纲要|方案|意见|决定|办法|条例|规定|讲话|致辞|总结|计划|要点|公告|通报|请示|批复|纪要|议案|决议|命令|细则|说明|"
    r"简报|汇报|情况|预案|制度|标准|指南|须知|章程|倡议书?|建议|措施|举措|清单|解读|分析|发言|答记者问|实录|发布会|声明|函|令|规则|准则|名单|"
    r"目录|提案|评估|白皮书|蓝皮书|手册|调研|述职|工作思路|若干政策)(?:[（(].{1,20}[）)])*[①-⑳*＊]?$"
)


def names_kind(text: str) -> bool:
    """Return whether a line ends with the name of a kind of document, perhaps with a remark in brackets behind it."""
    return bool(_KIND.search(text))
