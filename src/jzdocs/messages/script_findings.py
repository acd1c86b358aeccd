"""Findings about drawings by scripts of a project.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "C070": (
        (
            "the chart names no script",
            "write “script: figures/….py”, a file of the project that defines draw(axes, facts, data)",
        ),
        ("图表没有写脚本", "请写“script: figures/….py”，即项目中定义了 draw(axes, facts, data) 的文件"),
    ),
    "C070.not_allowed": (
        (
            "the project does not allow scripts, so that “{path}” was not run",
            "a script is a program: look at it, then write [charts] and below it scripts = true into jzdocs.toml",
        ),
        (
            "项目没有允许运行脚本，“{path}”未运行",
            "脚本是程序，请先看过，再在 jzdocs.toml 中写 [charts]，下一行写 scripts = true",
        ),
    ),
    "C070.outside": (
        ("the script “{path}” lies outside the project folder", "copy it into the project"),
        ("脚本“{path}”在项目文件夹之外", "请复制到项目中"),
    ),
    "C070.unreadable": (
        ("cannot read the script “{path}”: {reason}", "check the name: paths start at the project folder"),
        ("无法读取脚本“{path}”：{reason}", "请核对名称；路径从项目文件夹算起"),
    ),
    "C071": (
        ("the script fails: {kind}: {reason}", "mend this line"),
        ("脚本出错：{kind}：{reason}", "请修改这一行"),
    ),
    "C071.syntax": (
        ("this is not valid Python: {reason}", "mend this line"),
        ("Python 语法有误：{reason}", "请修改这一行"),
    ),
    "C071.no_draw": (
        ("the script defines no function draw", "write “def draw(axes, facts, data):”"),
        ("脚本没有定义函数 draw", "请写“def draw(axes, facts, data):”"),
    ),
    "C071.unnamed": (
        ("the chart block does not give the script {name}", "name it in the block, under facts: or from:"),
        ("图表块没有把这一项交给脚本：{name}", "请在图表块的 facts: 或 from: 中写明"),
    ),
    "C071.ended": (
        ("the script ended its process (status {status})", "let draw return, and call no exit"),
        ("脚本结束了自己的进程（状态 {status}）", "请让 draw 正常返回，不要调用退出函数"),
    ),
    "C071.ended_saying": (
        ("the script ended its process (status {status}): {reason}", "let draw return, and call no exit"),
        ("脚本结束了自己的进程（状态 {status}）：{reason}", "请让 draw 正常返回，不要调用退出函数"),
    ),
    "C072": (
        ("the script was still running after {seconds} s", "mend it, or raise JZDOCS_SCRIPT_SECONDS"),
        ("脚本运行超过 {seconds} 秒，已终止", "请修改脚本，或调大环境变量 JZDOCS_SCRIPT_SECONDS"),
    ),
    "C072.memory": (
        (
            "the script needs more than {most} MiB of memory",
            "draw less, or raise script_memory under [limits] in jzdocs.toml",
        ),
        ("脚本所用内存超过 {most} MiB，已终止", "请少画一些，或在 jzdocs.toml 的 [limits] 中调高 script_memory"),
    ),
    "C073": (
        ("the script makes a figure of its own, which is not printed", "draw on the axes that draw() is given"),
        ("脚本自建了画布，其中的内容不会印出", "请画在 draw() 收到的 axes 上"),
    ),
    "C073.show": (
        ("nothing is shown while a document is built", "leave out show(): the drawing goes into the document"),
        ("生成文档时不弹出窗口", "请删去 show()，图会印在文档中"),
    ),
    "C073.save": (
        ("the script saves its figure, which was not done", "leave out savefig(): the drawing goes into the document"),
        ("脚本要保存图片，程序未予执行", "请删去 savefig()，图会印在文档中"),
    ),
    "C073.write": (
        ("the script writes the file “{name}”", "let it draw only: a build must not change the project"),
        ("脚本写了文件“{name}”", "脚本只应作图，生成文档不应改动项目"),
    ),
    "C074": (
        ("what the script prints is shown nowhere", "leave out print(), or write it into the drawing with axes.text()"),
        ("脚本用 print 输出的内容不会出现", "请删去 print()，或用 axes.text() 写在图上"),
    ),
    "C075": (
        ("the script draws nothing", "draw on the axes that draw() is given"),
        ("脚本什么也没有画", "请画在 draw() 收到的 axes 上"),
    ),
    "C076": (
        ("the document has no font “{name}”, so that its own was taken", "leave it out, or choose among {known}"),
        ("文档没有字体“{name}”，改用了图表的字体", "请删去，或改用：{known}"),
    ),
    "C076.character": (
        ("no font of the document has “{text}”", "write something else"),
        ("文档的字体中没有“{text}”", "请改用其他写法"),
    ),
    "C077": (
        ("“{text}” reaches over the edge of the drawing", "move it, or make the drawing higher: “height: 90mm”"),
        ("“{text}”超出了图的边缘", "请移动位置，或加高：“height: 90mm”"),
    ),
    "C078": (
        (
            "the script reads “{name}” itself, so that nothing leads from the figures it draws to their source",
            "name the table under data: in the front matter and under from: in the block, and take it from data",
        ),
        (
            "脚本自行读取“{name}”，图中的数字无法追溯出处",
            "请在文首 data: 中登记这张表，在图表块中写 from:，脚本从 data 中取用",
        ),
    ),
    "C079": (
        ("“{text}” is no height of a drawing", "write a length from 10mm to 250mm"),
        ("“{text}”不能作为图的高度", "请写 10mm 到 250mm 的长度"),
    ),
}
