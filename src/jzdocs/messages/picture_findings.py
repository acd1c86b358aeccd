"""Findings about pictures.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "X012": (
        (
            "“{href}” is no picture that is read (PNG, JPEG, TIFF, WebP, GIF, BMP, SVG, PDF), or is damaged",
            "save it as PNG",
        ),
        ("“{href}”不是能读的图片（PNG、JPEG、TIFF、WebP、GIF、BMP、SVG、PDF），或已损坏", "请存为 PNG"),
    ),
    "X013": (
        ("“{href}” has {width} × {height} pixels", "scale it down: 300 dpi are enough"),
        ("“{href}”有 {width} × {height} 像素", "请缩小，300 dpi 即可"),
    ),
    "X014": (
        (
            "“{href}” is a CMYK picture without a colour profile, so that its colours are a guess",
            "save it with its profile, or as RGB",
        ),
        ("“{href}”是 CMYK 图片，没有颜色配置文件，颜色可能有出入", "请带配置文件保存，或转为 RGB"),
    ),
    "X100": (
        ("a picture has no “{name}”", "write #id, width, note or source"),
        ("图片没有“{name}”这一项", "可以写 #标识、width、note、source"),
    ),
    "X100.width": (
        ("“{text}” is no width of a picture", "write width=60%, width=80mm or width=half"),
        ("“{text}”不是图片的宽度", "请写 width=60%、width=80mm 或 width=half"),
    ),
    "X101": (
        ("“{href}” holds {count} pictures, of which the first is printed", "save each as a file of its own"),
        ("“{href}”中有 {count} 幅图，只印第一幅", "请逐幅另存"),
    ),
    "X101.pages": (
        ("“{href}” has {count} pages, of which the first is printed", "save each as a file of its own"),
        ("“{href}”有 {count} 页，只印第一页", "请逐页另存"),
    ),
    "X102": (
        ("the drawing “{href}” cannot be read: {reason}", "save it again as SVG, or as PNG"),
        ("无法读取矢量图“{href}”：{reason}", "请重新存为 SVG，或存为 PNG"),
    ),
    "X103": (
        ("no page of the PDF “{href}” can be shown", "save it again, or as PNG"),
        ("PDF“{href}”没有可用的页面", "请重新保存，或存为 PNG"),
    ),
    "X103.locked": (
        ("the PDF “{href}” is protected by a password", "save it without one"),
        ("PDF“{href}”有密码保护", "请去掉密码后另存"),
    ),
    "X104": (
        (
            "an archived PDF cannot hold “{href}” as it is (fonts that are not in it, or colours of inks), so that it"
            " is printed as pixels of 300 dpi",
            "save it with all fonts embedded and in RGB",
        ),
        (
            "“{href}”不能原样存入存档用的 PDF（字体未嵌入，或用了油墨颜色），改以 300 dpi 的图像印出",
            "请嵌入全部字体并用 RGB 颜色另存",
        ),
    ),
    "X105": (
        (
            "“{href}” has {name}, which no drawing of ours has, so that it is printed as pixels of 300 dpi",
            "leave it out to have lines that stay sharp",
        ),
        ("“{href}”含有{name}，无法作为矢量图印出，改以 300 dpi 的图像印出", "去掉它，线条才会始终清晰"),
    ),
    "X106": (
        ("“{href}” refers to “{address}”, which was not fetched", "put it into the drawing"),
        ("“{href}”引用了“{address}”，程序没有去取", "请把它嵌入图中"),
    ),
    "X108": (
        ("no font of the document has “{text}” in “{href}”", "write something else there, or add a font that has it"),
        ("文档的字体中没有“{href}”里的“{text}”", "请改用其他写法，或加入有这个字的字体"),
    ),
    "X107": (
        ("“{href}” holds a program, which was not run", "leave it out"),
        ("“{href}”中含有程序，没有运行", "请删去"),
    ),
}
