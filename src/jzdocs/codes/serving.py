"""The codes of the page in the browser (X17): meaning and example, in English, then in Chinese."""

from __future__ import annotations

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "X170": (
        (
            "another name, or another page, asks the server of “jzdocs serve”",
            "a page of the web that posts to 127.0.0.1",
        ),
        ("用别的名称或从别的网页访问 jzdocs serve", "某个网页向 127.0.0.1 提交请求"),
    ),
    "X171": (
        ("the token of the address is missing or wrong", "http://127.0.0.1:8000/ without ?token=…"),
        ("地址中的口令缺失或不对", "http://127.0.0.1:8000/ 后没有 ?token=…"),
    ),
    "X172": (
        ("what the page asks for is not there any more", "the file was removed in another program"),
        ("网页请求的内容已不存在", "文件已在其他程序中删除"),
    ),
    "X173": (
        ("the file was changed elsewhere since the page read it", "two tabs, or an editor beside the page"),
        ("网页读取后，文件已在别处改动", "同时在两个标签页或其他编辑器中修改"),
    ),
    "X174": (
        ("more is sent in one go than the server takes", "a folder of videos dropped on the page"),
        ("一次发送的内容超出上限", "把装有视频的文件夹拖进网页"),
    ),
    "X175": (
        ("a request that the server does not understand", "a program that posts something else than JSON"),
        ("服务器无法识别的请求", "程序提交了 JSON 以外的内容"),
    ),
    "X176": (
        ("the process that builds died or took too long", "no memory is left"),
        ("生成进程意外结束或超时", "内存不足"),
    ),
    "X177": (
        ("no program shows folders", "a server without a desktop"),
        ("没有可打开文件夹的程序", "没有桌面环境的服务器"),
    ),
    "X178": (
        ("the port cannot be used", "jzdocs serve --port 80"),
        ("端口不能使用", "jzdocs serve --port 80"),
    ),
    "X179": (
        ("what “jzdocs serve” or “jzdocs lsp” needs is not installed", "pip install jzdocs, without [serve]"),
        ("没有安装 jzdocs serve 或 jzdocs lsp 所需的组件", "pip install jzdocs 时没有写 [serve]"),
    ),
    "X180": (
        ("a text without pages", "figures are asked for while the front matter is broken"),
        ("文稿排不出版面", "文首元数据写错时查询数字"),
    ),
    "X181": (
        ("a name that no figure can have", "24.6%"),
        ("不能用作数字名称的写法", "24.6%"),
    ),
    "X182": (
        ("a figure or a change that a click cannot make exactly", "a figure of a table of data"),
        ("不能点选精确修改的数字", "来自数据表的数字"),
    ),
    "X184": (
        ("a fix that does not fit the text any more", "the text was changed since"),
        ("改正方法已不适用", "其间文稿有改动"),
    ),
    "X185": (
        ("a finding that cannot be allowed in the text", "an undefined reference"),
        ("不能在文中认可的提示", "引用找不到对应的内容"),
    ),
    "X186": (
        ("what should be a block of a chart is none", "```chart without an end"),
        ("chart 块不完整", "没有结尾的 ```chart"),
    ),
    "X187": (
        ("a Word file dropped on another document than its own", "the report of May dropped on that of June"),
        ("Word 文件拖到了别的文稿上", "把五月的报告拖到六月的文稿上"),
    ),
    "X188": (
        ("rows that come from no table", "two workbooks dropped on one template"),
        ("用来生成多份文稿的不是一张表", "在一个模板上拖入两个工作簿"),
    ),
}
