"""The pages of the site in their order: file and title in both languages."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Page(Struct, frozen=True):
    """A page by its file, the same in both languages."""

    file: str
    zh: str
    en: str


class Part(Struct, frozen=True):
    """A part of the site: its title and its pages."""

    zh: str
    en: str
    pages: tuple[Page, ...]


PARTS = (
    Part(
        "开始",
        "Start",
        (
            Page("index.md", "首页", "Home"),
            Page("tutorial-clerk.md", "十分钟上手（办公室）", "Ten minutes: for a clerk"),
            Page("tutorial-engineer.md", "十分钟上手（工程师）", "Ten minutes: for an engineer"),
            Page("gallery.md", "图库", "Gallery"),
        ),
    ),
    Part(
        "使用",
        "Use",
        (
            Page("source.md", "源文件写法", "Writing a source"),
            Page("data.md", "数据", "Data"),
            Page("style.md", "样式表", "Stylesheet"),
            Page("scripts.md", "自绘图与图片", "Own drawings and pictures"),
            Page("official-check.md", "公文核改", "Checking official documents"),
            Page("ofd.md", "OFD", "OFD"),
            Page("recipes.md", "定期生成与批量生成", "Recipes"),
            Page("python.md", "Python 与笔记本", "Python and notebooks"),
            Page("editors.md", "在编辑器中使用", "In an editor"),
            Page("mcp.md", "智能助手（MCP）", "For assistants (MCP)"),
            Page("publishing.md", "安装与发布", "Installing and publishing"),
        ),
    ),
    Part(
        "参考",
        "Reference",
        (
            Page("codes.md", "问题代码", "Codes of findings"),
            Page("schemas.md", "JSON Schema", "JSON Schemas"),
            Page("python-reference.md", "Python 接口", "Python reference"),
            Page("architecture.md", "架构", "Architecture"),
            Page("comparison.md", "同类工具比较", "Comparison"),
        ),
    ),
)
PAGES = tuple(page for part in PARTS for page in part.pages)
# made from the code by `generated` and `gallery`
GENERATED = ("gallery.md", "style.md", "codes.md", "schemas.md", "python-reference.md")


def title(page: Page | Part, language: Language) -> str:
    """Return the title of a page or part."""
    return page.zh if language == "zh" else page.en
