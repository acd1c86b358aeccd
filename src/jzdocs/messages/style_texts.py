"""What stylesheets and reference documents may hold, as findings say it. Each entry: English, then Chinese."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # --- what a stylesheet's key may have
    "style.length": (
        '{value} is not a length; write it in quotes with a unit, such as "12pt", "37mm" or "2.5cm"',
        '{value}不是长度；请加引号并带单位，如 "12pt"、"37mm"、"2.5cm"',
    ),
    "style.length_em": (
        '{value} is not a length; write it in quotes with a unit, such as "12pt", "7mm" or "2em"',
        '{value}不是长度；请加引号并带单位，如 "12pt"、"7mm"、"2em"',
    ),
    "style.length_range": (
        "{value} is out of range; write a length from {least} to {most}",
        "{value}超出范围；请写 {least} 至 {most} 的长度",
    ),
    "style.yes_no": ("{value} is not allowed; write true or false", "不能写{value}；请写 true 或 false"),
    "style.choice": ("{value} is not allowed; write one of {names}", "不能写{value}；可用的有：{names}"),
    "style.table": (
        "{value} is not allowed; write a TOML table with the keys {names}",
        "不能写{value}；请写一组“键 = 值”，可用的键：{names}",
    ),
    "style.line": (
        "{value} is not allowed; write one line of 1 to 200 characters in quotes",
        "不能写{value}；请在引号中写一行文字，1 至 200 个字符",
    ),
    "style.role": (
        "{value} is not a name of a font role; write letters, digits, “-” and “_”, such as song",
        "{value}不能作字体角色的名称；请用字母、汉字、数字、“-”和“_”，如 song",
    ),
    "style.color": ('{value} is not a colour; write one such as "#1F4E79"', '{value}不是颜色；请写成 "#1F4E79" 的形式'),
    "style.characters": (
        "{value} is not allowed; write a whole number of characters from 0 to {most}",
        "不能写{value}；请写 0 至 {most} 的整数（字数）",
    ),
    "style.palette": (
        "{value} is not allowed; write a list of 1 to {most} colours such as #1F4E79",
        "不能写{value}；请列出 1 至 {most} 种颜色，写成 #1F4E79 的形式",
    ),
    "style.greys": (
        "{value} is not allowed; write a list of four greys from dark to light, such as #404040, "
        "#7F7F7F, #BFBFBF, #E6E6E6",
        "不能写{value}；请由深到浅列出四种灰色，如 #404040、#7F7F7F、#BFBFBF、#E6E6E6",
    ),
    "style.fallback": (
        "{value} is not allowed; write a list of at most {most} font roles",
        "不能写{value}；请列出字体角色，至多 {most} 个",
    ),
    "style.paper": (
        "{value} is not a paper size; write one of {names}, or [width, height] with sides from 50mm to 558mm",
        "{value}不是纸张大小；可用的有：{names}，或写 [宽, 高]，每边 50mm 至 558mm",
    ),
    "style.grid_count": (
        "{value} is not allowed; write a whole number from 1 to {most}",
        "不能写{value}；请写 1 至 {most} 的整数",
    ),
    "style.page_pattern": (
        "{value} is not a pattern; write {{page}}, and {{pages}} for their count, with text around them and no other "
        "braces, at most 80 characters",
        "{value}不是页码格式；请写 {{page}}，总页数写 {{pages}}，前后可加文字，不用其他花括号，不超过 80 个字符",
    ),
    "style.numbering": (
        "{value} is not a pattern of numbers; write one of “一”, “1”, “1.1” or “①” with text around it (“第一章”, "
        "“（一）”), or none",
        "{value}不是编号格式；请写“一”“1”“1.1”“①”中的一个，前后可加文字（如“第一章”“（一）”）；不编号写 none",
    ),
    # --- what a stylesheet's values must be to one another
    "style.no_role": (
        "there is no font role “{role}”; the roles are {names}",
        "没有字体角色“{role}”；可用的有：{names}",
    ),
    "style.narrow": (
        "only {count} characters of body text fit in a line, and at least {least} are needed; make the paper wider, or "
        "its inner and outer margins or the body's size smaller",
        "每行只能排 {count} 个正文字，至少要 {least} 个；请加宽纸张，或减小左右页边距或正文字号",
    ),
    "style.shallow": (
        "only {count} lines of body text fit on a page, and at least {least} are needed; make the paper higher, or its "
        "top and bottom margins or the body's leading smaller",
        "每页只能排 {count} 行正文，至少要 {least} 行；请加高纸张，或减小上下页边距或正文行距",
    ),
    "style.grid_lines": (
        "only {count} lines {leading} apart fit between the margins; write fewer lines, or make the leading or the "
        "margins smaller",
        "页边距之内只能排 {count} 行（行距 {leading}）；请减少行数，或减小行距、页边距",
    ),
    "style.grid_characters": (
        "only {count} characters of {size} fit between the margins; write fewer characters, or make the size or the "
        "margins smaller",
        "页边距之内每行只能排 {count} 个 {size} 的字；请减少字数，或减小字号、页边距",
    ),
    "style.running_text": (
        "must be a text of at most 120 characters; braces hold only {{title}}, {{short_title}}, {{subtitle}}, "
        "{{issuer}}, {{date}}, {{place}}, {{part}}, {{page}} or {{pages}}, not {value}",
        "应为至多 120 个字符的文字，花括号内只能是 {{title}}、{{short_title}}、{{subtitle}}、{{issuer}}、{{date}}、"
        "{{place}}、{{part}}、{{page}} 或 {{pages}}，不能是 {value}",
    ),
    "style.mark_text": (
        "must be a text of at most 30 characters on one line, not {value}",
        "应为一行、至多 30 个字符的文字，不能是 {value}",
    ),
    "style.angle": ("must be a whole number from -90 to 90, not {value}", "应为 -90 至 90 的整数，不能是 {value}"),
    "style.percent": ("must be a whole number from 1 to 100, not {value}", "应为 1 至 100 的整数，不能是 {value}"),
    "style.first_number": (
        "must be a whole number from 1 to 99999, not {value}",
        "应为 1 至 99999 的整数，不能是 {value}",
    ),
    "style.no_heads": (
        "pages have no running head (header = false), so this would be printed nowhere; write [page] header = true too",
        "页面没有页眉（header = false），这里写的不会印出；请同时写 [page] header = true",
    ),
    "style.no_feet": (
        "pages have no foot (footer = false), so this would be printed nowhere; write [page] footer = true too",
        "页面没有页脚（footer = false），这里写的不会印出；请同时写 [page] footer = true",
    ),
    "style.number_stands_there": (
        "the page number stands there; name {{page}} in one of the texts, or write this text elsewhere",
        "该处是页码的位置；请在其中一处文字里写 {{page}}，或把这段文字放在别处",
    ),
    "style.logo_and_text": (
        "the middle holds a logo or a text, not both",
        "中间只能放徽标或文字，不能两者都放",
    ),
    "style.tall_logo": (
        "the margin has room for a logo of at most {most}",
        "页边距内的徽标高度至多 {most}",
    ),
    "style.wide_logo": (
        "the logo is wider than a half of the text; write a smaller logo_height",
        "徽标宽度超过版心的一半；请减小 logo_height",
    ),
    "style.wide_mark": (
        "the watermark is wider than the paper; at most {most}",
        "水印宽出纸外；至多 {most}",
    ),
    "style.two_marks": (
        "a watermark is a text or a picture; write only one of text and picture",
        "水印是文字或图片；text 与 picture 只能写一个",
    ),
    "style.start_of_parts": (
        'each part counts its pages from 1 (count = "part"); write no start, or another count',
        '各部分的页码都从 1 起（count = "part"）；请不写 start，或改 count',
    ),
    "style.no_room_for_head": (
        "the running head needs a top margin of at least 9mm; make the margin larger, or write header = false",
        "页眉需要至少 9mm 的上边距；请加大上边距，或写 header = false",
    ),
    "style.tall_head": (
        "the running head has room for a leading of at most {most}; write less, or header = false",
        "页眉的行距至多 {most}；请减小，或写 header = false",
    ),
    "style.no_room_for_foot": (
        "the page number needs a bottom margin of at least {least}; make the margin larger or the number's “below” "
        "smaller, or write footer = false",
        "页码需要至少 {least} 的下边距；请加大下边距，或减小页码的 below，或写 footer = false",
    ),
    "style.wide_text": (
        "fewer than {least} characters of [{section}] fit between the margins; make its size or indent smaller",
        "[{section}] 每行排不下 {least} 个字；请减小字号或缩进",
    ),
    "style.tall_text": (
        "one line of [{section}] with the space before and after it takes more than half a page; make its leading or "
        "these spaces smaller",
        "[{section}] 的一行连同段前段后超过半页；请减小行距或段前段后",
    ),
    "style.no_room_for_charts": (
        "there is no room for a chart on the page; make the chart's size and bars smaller, or the margins smaller",
        "页面排不下图表；请减小图表的字号和条宽，或减小页边距",
    ),
    # --- settings of a reference document that only Word shows
    "harm.macros": ("macros", "宏"),
    "harm.template": ("an attached template ({name})", "附加的模板（{name}）"),
    "harm.object": ("an embedded object", "嵌入的对象"),
    "harm.external": ("a reference to {address}", "指向 {address} 的引用"),
    "harm.field": ("a field {name}", "域 {name}"),
    "style.and": ("{first}, {rest}", "{first}、{rest}"),
    "style.setting_of": ("{setting} ({style})", "{setting}（{style}）"),
    "style.borders": ("borders", "边框"),
    "style.shading": ("shading", "底纹"),
    "style.tab_stops": ("tab stops", "制表位"),
    "style.frames": ("frames", "图文框"),
    "style.underlines": ("underlines", "下划线"),
    "style.italics": ("italics", "斜体"),
    "style.strikes": ("strikethrough", "删除线"),
    "style.shadows": ("shadows", "阴影"),
    "style.outlines": ("outlines", "空心字"),
    "style.letter_spacing": ("letter spacing", "字符间距"),
    "style.effects": ("text effects", "文字效果"),
    "style.font": ("the font “{name}”", "字体“{name}”"),
    "style.key": ("the value of {key}", "{key} 的值"),
    "style.headers_and_footers": ("headers and footers", "页眉和页脚"),
}
