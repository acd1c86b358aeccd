"""What the page in the browser says, and the findings of its server.

Each entry: English, then Chinese; of a finding: (what is wrong, what to do).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jzdocs.messages.catalogue import Findings

SERVING: Findings = {
    "X170": (
        ("this server is not known by that name", "open the address that “jzdocs serve” printed"),
        ("访问地址不是本服务的地址", "请打开 jzdocs serve 显示的地址"),
    ),
    "X170.origin": (
        ("another page must not use this server", "open the address that “jzdocs serve” printed"),
        ("其他网页不能使用本服务", "请打开 jzdocs serve 显示的地址"),
    ),
    "X171": (
        ("the address lacks the right token", "open the address that “jzdocs serve” printed, with all of its token"),
        ("地址中缺少口令，或口令不对", "请打开 jzdocs serve 显示的完整地址"),
    ),
    "X172": (
        ("there is no such document any more", "reload the page"),
        ("文稿已不存在", "请刷新页面"),
    ),
    "X172.address": (
        ("nothing is found at this address", "open the address that “jzdocs serve” printed"),
        ("该地址没有内容", "请打开 jzdocs serve 显示的地址"),
    ),
    "X172.page": (
        ("this page is no longer there", "it is made again when the document changes; or reload"),
        ("该页面已更新", "文稿改动后会重新生成，也可刷新页面"),
    ),
    "X172.item": (
        ("what was asked for is no longer there", "reload the page"),
        ("所请求的内容已不存在", "请刷新页面"),
    ),
    "X173": (
        (
            "the file was changed elsewhere meanwhile; nothing was written",
            "compare the two versions and choose, or put them together",
        ),
        ("文件已在别处改动，未写入", "请比较两个版本后选择，或合并"),
    ),
    "X174": (
        ("more than {most} MiB in one go", "drop fewer or smaller files"),
        ("一次超过 {most} MiB", "请减少文件，或换小一些的文件"),
    ),
    "X175": (
        ("the request cannot be understood", "reload the page"),
        ("请求无法识别", "请刷新页面"),
    ),
    "X175.not_editable": (
        ("this file is no text that can be edited here", "make a Markdown source of it first"),
        ("这种文件不能在此编辑", "请先转为 Markdown 文稿"),
    ),
    "X176": (
        ("the process that builds ended unexpectedly; a new one takes over", "try again"),
        ("生成进程意外结束，已换新进程", "请重试"),
    ),
    "X176.time": (
        ("the build took longer than {seconds} s and was ended", "try again with a smaller document"),
        ("生成超过 {seconds} 秒，已中止", "请缩小文稿后重试"),
    ),
    "X177": (
        ("no program is found that shows folders", "open it yourself: {folder}"),
        ("没有找到可打开文件夹的程序", "请自行打开：{folder}"),
    ),
    "X178": (
        ("port {port} cannot be used ({reason})", "choose another with --port, or leave it out"),
        ("端口 {port} 不能用（{reason}）", "请用 --port 换一个端口，或不写该选项"),
    ),
    "X179": (
        ("the page in the browser is not installed", 'install it: pip install "jzdocs[serve]"'),
        ("没有安装网页界面", '请安装：pip install "jzdocs[serve]"'),
    ),
    "X179.lsp": (
        ("the language server is not installed", 'install it: pip install "jzdocs[lsp]"'),
        ("没有安装语言服务", '请安装：pip install "jzdocs[lsp]"'),
    ),
    "X180": (
        ("the text has no pages now", "mend its errors first"),
        ("文稿目前排不出版面", "请先改正错误"),
    ),
    "X181": (
        ("“{name}” is no name for a figure", "use letters, digits, - and _, with dots between parts: water.rate"),
        ("“{name}”不能作数字的名称", "请用英文字母开头，可含字母、数字、-、_，各部分用点隔开，如 water.rate"),
    ),
    "X181.taken": (
        ("another figure is called “{name}”", "choose another name"),
        ("已有数字叫“{name}”", "请换一个名称"),
    ),
    "X182": (
        ("“{text}” cannot be changed here by a click", "change it in the source"),
        ("“{text}”不能点选修改", "请在源文稿中修改"),
    ),
    "X182.changed": (
        ("the change would alter more than it should; nothing was changed", "change it in the source"),
        ("这样修改会牵动其他内容，未作改动", "请在源文稿中修改"),
    ),
    "X184": (
        ("this cannot be mended by a click any more", "change it in the source"),
        ("此处已不能一键改正", "请在源文稿中修改"),
    ),
    "X185": (
        ("this finding cannot be allowed here", "mend it"),
        ("这条提示不能在此认可", "请改正"),
    ),
    "X185.text": (
        (
            "a plain text holds no comments, so nothing can be allowed in it",
            "write “{code}@{name}:{line}” under [check] allow in jzdocs.toml, or make a Markdown source of it",
        ),
        (
            "纯文本中不能写注释，无法在文中认可",
            "请在 jzdocs.toml 的 [check] allow 中写 {code}@{name}:{line}，或转为 Markdown 文稿",
        ),
    ),
    "X186": (
        ("this is no block of a chart", "begin with ```chart #fig:name and end with ```"),
        ("不是完整的 chart 块", "请以 ```chart #fig:名称 开头，以 ``` 结尾"),
    ),
    "X187": (
        ("this Word file was built from {name}, not from {other}", "drop it on the document that it was built from"),
        ("这份 Word 文件由 {name} 生成，不是由 {other} 生成的", "请拖到生成它的那份文稿上"),
    ),
    "X188": (
        ("the rows come from one table (XLSX, CSV, JSON, Parquet)", "drop one table"),
        ("行要来自一张表（XLSX、CSV、JSON、Parquet）", "请拖入一张表"),
    ),
    "X188.busy": (
        ("these documents are being built", "wait until they are done"),
        ("正在生成这些文稿", "请等待完成"),
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    "serve.fix.right": ("Change to “{new}”", "改为“{new}”"),
    "serve.now": ("{name}, now", "{name}（当前）"),
    "serve.build_of": ("{name}, {time} UTC", "{name}（{time} UTC）"),
    "serve.no_page": (
        "The page was not made yet. In a checkout of jzdocs run “make web” (it needs npm), then reload.\n",
        "网页尚未生成。请在 jzdocs 源码目录运行 make web（需要 npm），再刷新本页。\n",
    ),
    "serve.template.briefing": ("Briefing", "简报"),
    "serve.template.briefing_about": (
        "Several pages with a cover, contents, key figures and charts.",
        "带封面、目录、关键数字和图表，适合多页简报。",
    ),
    "serve.template.report": ("Report", "报告"),
    "serve.template.report_about": (
        "A text under its title with numbered headings, without a cover.",
        "不设封面，标题下接正文，带编号标题，适合报告、汇报。",
    ),
    "serve.template.gongwen": ("Official document", "公文"),
    "serve.template.gongwen_about": ("The general form of GB/T 9704-2012.", "GB/T 9704-2012 通用格式。"),
    "serve.template.gongwen_letter": ("Letter", "信函"),
    "serve.template.gongwen_letter_about": (
        "The form of letters of GB/T 9704-2012.",
        "GB/T 9704-2012 信函格式。",
    ),
    "serve.template.gongwen_minutes": ("Minutes", "纪要"),
    "serve.template.gongwen_minutes_about": (
        "The form of minutes of GB/T 9704-2012.",
        "GB/T 9704-2012 纪要格式。",
    ),
    "serve.template.gongwen_order": ("Order", "命令（令）"),
    "serve.template.gongwen_order_about": (
        "The form of orders of GB/T 9704-2012.",
        "GB/T 9704-2012 命令（令）格式。",
    ),
    "serve.template.own": ("{name}", "{name}"),
    "serve.template.own_about": ("A template of this project.", "本项目的模板。"),
}
