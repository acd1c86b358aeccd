"""Findings about what Word files of other makers hold (S085 to S094).

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "S085": (
        ("the hidden text “{text}” was left out", "show it in Word if it is to be printed"),
        ("隐藏文字“{text}”已略去", "如应印出，请在 Word 中取消隐藏"),
    ),
    "S085.struck": (
        ("the struck text “{text}” was left out", "take the line through it off in Word if it is to be printed"),
        ("加了删除线的“{text}”已略去", "如应印出，请在 Word 中去掉删除线"),
    ),
    "S086": (
        ("the file has {inserted} tracked insertions, which were taken over", "accept or reject them in Word"),
        ("文件有 {inserted} 处修订插入，已按接受处理", "请在 Word 中接受或拒绝修订"),
    ),
    "S086.deleted": (
        (
            "the file has tracked changes: {inserted} insertions were taken, {deleted} deletions (“{text}” …) left out",
            "accept or reject them in Word",
        ),
        (
            "文件有修订：{inserted} 处插入已采用，{deleted} 处删除（“{text}”等）已略去",
            "请在 Word 中接受或拒绝修订",
        ),
    ),
    "S087": (
        ("the file has {count} comments, which are not printed", "jzdocs import keeps them as comments of the source"),
        ("文件有 {count} 条批注，不印出", "jzdocs import 会把它们留作源文件中的批注"),
    ),
    "S088": (
        ("a sign of the font {font} ({code}) is not known and was left out", "type it as an ordinary character"),
        ("字体 {font} 中的符号（{code}）无法识别，已略去", "请改用普通字符"),
    ),
    "S089.header": (
        ("the header “{text}” was left out", "put it into the text or the template if it is to be printed"),
        ("页眉“{text}”已略去", "如应印出，请写进正文或模板"),
    ),
    "S089.footer": (
        ("the footer “{text}” was left out", "put it into the text or the template if it is to be printed"),
        ("页脚“{text}”已略去", "如应印出，请写进正文或模板"),
    ),
    "S090": (
        ("a picture in the format {form} was left out", "in Word, paste it again as PNG"),
        ("{form} 格式的图片已略去", "请在 Word 中把它另粘贴为 PNG 图片"),
    ),
    "S090.missing": (
        ("a picture is missing from the file", "insert it again in Word"),
        ("文件中缺少一张图片", "请在 Word 中重新插入"),
    ),
    "S090.external": (
        ("the picture {address} is not in the file and was left out", "in Word, insert it into the file"),
        ("图片 {address} 不在文件中，已略去", "请在 Word 中改为嵌入文件"),
    ),
    "S090.moved": (
        ("{count} pictures in a table stand behind it now", "put them where they belong"),
        ("表格中的 {count} 张图片已移到表后", "请放到应在的位置"),
    ),
    "S091": (
        ("the chart “{text}” was left out", "insert it as a picture, or write a chart block"),
        ("图表“{text}”已略去", "请以图片形式插入，或写成 chart 块"),
    ),
    "S091.untitled": (
        ("a chart was left out", "insert it as a picture, or write a chart block"),
        ("一个图表已略去", "请以图片形式插入，或写成 chart 块"),
    ),
    "S091.diagram": (
        ("a diagram was left out, with its words “{text}”", "insert it as a picture, or write its words into the text"),
        ("一个示意图已略去，其文字为“{text}”", "请以图片形式插入，或把文字写进正文"),
    ),
    "S092": (
        ("a note stands at the end of the text: what it is about takes no notes", "put its mark into the text"),
        ("一条注文已接在文末：它所注之处不能加注", "请把注码放到正文中"),
    ),
    "S093": (
        ("this file was built by jzdocs from {name}, whose text it contains: that was taken", ""),
        ("本文件由 jzdocs 根据 {name} 生成，其中存有源文件，已取用", ""),
    ),
    "S093.damaged": (
        (
            "this file was built by jzdocs; the source that it contains is damaged, and it was read like any Word file",
            "build from the source itself where you have it",
        ),
        (
            "本文件由 jzdocs 生成，但其中所存的源文件已损坏，已按一般 Word 文件读取",
            "如有源文件，请直接用它生成",
        ),
    ),
    "S093.edited": (
        (
            "this file was built by jzdocs from {name} and edited since: that text was taken, with {count} edits",
            "jzdocs pull brings the edits into {name}",
        ),
        (
            "本文件由 jzdocs 根据 {name} 生成，后来又有改动：已取用源文件，并入 {count} 处改动",
            "jzdocs pull 可把改动写回 {name}",
        ),
    ),
    "S093.left": (
        ("the edit “{text}” could not be taken over: {reason}", "make it in the source"),
        ("改动“{text}”未能采用：{reason}", "请在源文件中改"),
    ),
    "S093.read": (
        (
            "this file was built by jzdocs; it does not contain its source and was read like any Word file",
            "build from the source itself where you have it",
        ),
        ("本文件由 jzdocs 生成，其中没有存源文件，已按一般 Word 文件读取", "如有源文件，请直接用它生成"),
    ),
    "S094": (
        ("the field “{text}” has no result and was left out", "type what it shows"),
        ("域“{text}”没有结果，已略去", "请把它显示的内容直接录入"),
    ),
}
