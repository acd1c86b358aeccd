"""Findings about Markdown: marks of other dialects, stars, notes, ragged tables, keys of the front matter.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "S070.text": (
        (
            "the stars in “{text}” are printed as text",
            "for emphasis, put spaces or marks around it; for text, write \\*",
        ),
        ("“{text}”中的星号按文字印出", "要强调，请在两侧留空格或标点；就是星号，请写成 \\*"),
    ),
    "S070.emphasis": (
        ("“{text}” is printed as emphasis, without its stars", "if the stars are text, write \\*"),
        ("“{text}”按强调排印，星号不印出", "如果星号是文字，请写成 \\*"),
    ),
    "S071.unclosed": (
        ("“{text}” has no partner and is printed as it is", "close it, or write a backslash before it"),
        ("“{text}”没有配对，按原样印出", "请补上另一半，或在前面加反斜线"),
    ),
    "S071.citation": (
        ("the citation “{text}” is printed as it is", "write a footnote: [^1] and [^1]: with the source"),
        ("引文标记“{text}”按原样印出", "请改用脚注：[^1]，并写 [^1]: 加出处"),
    ),
    "S071.shortcode": (
        ("“{text}” is printed as it is", "for a new page write ```pagebreak; delete others"),
        ("“{text}”按原样印出", "要换页请写 ```pagebreak；其他的请删去"),
    ),
    "S071.template": (
        ("“{text}” is printed as it is: this file is no template", "name the file ….md.j2 to fill in values"),
        ("“{text}”按原样印出，因为本文件不是模板", "要填入数值，请把文件名改为 ….md.j2"),
    ),
    "S071.wiki": (
        ("the link “{text}” is printed as it is", "write [text](#heading)"),
        ("链接“{text}”按原样印出", "请写成 [文字](#标题)"),
    ),
    "S071.emoji": (
        ("the short code “{text}” is printed as it is", "write the character itself, or delete it"),
        ("表情代码“{text}”按原样印出", "请直接写该字符，或删去"),
    ),
    "S071.comment": (
        ("“{text}” is printed as it is", "write a comment as <!-- … -->"),
        ("“{text}”按原样印出", "注释请写成 <!-- … -->"),
    ),
    "S071.attribute": (
        ("the attributes “{text}” are printed as they are", "give ids to headings, charts, tables and figures only"),
        ("属性“{text}”按原样印出", "只有标题、图、表和数字可以加标识"),
    ),
    "S071.reference": (
        ("“{text}…” is printed as it is: ids have Latin letters", "give the target an id such as fig:area"),
        ("“{text}…”按原样印出，因为标识要用英文字母", "请给目标加标识，如 fig:area"),
    ),
    "S071.latex": (
        ("the LaTeX command “{text}” is printed as it is", "write it in Markdown"),
        ("LaTeX 命令“{text}”按原样印出", "请改用 Markdown"),
    ),
    "S071.div": (
        ("“{text}” is printed as it is: the block has no end", "write ::: on a line of its own below it"),
        ("“{text}”按原样印出，因为这个块没有结束", "请在块后另起一行写 :::"),
    ),
    "S072.highlight": (
        ("highlighted text is printed bold", "write **…**"),
        ("高亮文字按加粗排印", "请写成 **…**"),
    ),
    "S072.div": (
        (
            "the block “::: {name}” is printed as plain text",
            "for columns write ```columns 2, for a wide table landscape: yes in its block",
        ),
        ("“::: {name}”块按普通文字排印", "分栏请写 ```columns 2；宽表请在 table 块中写 landscape: yes"),
    ),
    "S072.rule": (
        ("the text over this line of dashes is printed as text, not as a heading", "put an empty line between them"),
        ("横线上面的文字按正文排印，不作标题", "请在文字和横线之间空一行"),
    ),
    "S073": (
        (
            "“{name}” in the front matter is not printed: the template does not use it",
            "delete it, or write it in the text",
        ),
        ("文首元数据中的“{name}”不会印出，因为模板没有用到它", "请删去，或写进正文"),
    ),
    "S073.author": (
        ("“author” is printed as the issuer", "write issuer: instead"),
        ("“author”按发文单位印出", "请改写 issuer:"),
    ),
    "S074": (
        (
            "the note “{label}” stands in another note; its text is printed there in brackets",
            "refer to it from the text, or write it into the other note",
        ),
        ("脚注“{label}”套在别的脚注里，内容已排在括号中", "请在正文中引用它，或直接写进那条脚注"),
    ),
    "S075": (
        ("this part of the note “{label}” is printed in the text: footnotes hold none such", "move it into the text"),
        ("脚注“{label}”中的这部分不能放在脚注里，已排在正文中", "请移到正文中"),
    ),
    "S076": (
        ("the row has {found} cells, the head {expected}; empty cells were added to the head", "complete the head"),
        ("这一行有 {found} 格，表头只有 {expected} 格；已给表头补上空格", "请补全表头"),
    ),
    "S076.dashes": (
        ("the line of dashes has {found} columns, the head {expected}", "write one |---| for each column"),
        ("分隔行有 {found} 列，表头有 {expected} 列", "请按列数写 |---|"),
    ),
    "S076.none": (
        ("a table without a line of dashes; its first row is taken as the head", "write |---|---| below the head"),
        ("表格缺少分隔行，已把第一行作为表头", "请在表头下写 |---|---|"),
    ),
    "S077": (
        ("indented text is printed as text, not as code", "remove the spaces before it; put code between ``` lines"),
        ("缩进的文字按正文排印，不作代码", "请去掉行首空格；代码请放在两行 ``` 之间"),
    ),
    "S078.link": (
        ("no link uses this definition; “{text}” is not printed", "delete it, or write it in the text"),
        ("没有链接用到这条定义，“{text}”不会印出", "请删去，或写进正文"),
    ),
    "S078.note": (
        ("the note “{label}” is defined twice; the second is printed in the text", "give it a label of its own"),
        ("脚注“{label}”定义了两次，第二处排在正文中", "请换一个标号"),
    ),
    "S079.info": (
        ("“{text}” behind the line that opens the code is not printed", "write it in a paragraph of its own"),
        ("代码块开头的“{text}”不会印出", "请另写一段"),
    ),
    "S079.tooltip": (
        ("“{text}” appears only where a mouse points at a link, and is not printed", "write it in the text"),
        ("“{text}”只在鼠标指向链接时显示，不会印出", "请写进正文"),
    ),
}
