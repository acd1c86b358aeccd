"""Folders of Markdown → HTML, by mkdocs and its theme Material, strictly: a warning ends it.

The theme's programs name networks of files for things that these pages do not use (drawings by mermaid); those
addresses are taken out, so that no page can fetch anything.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from docsite.nav import LANGUAGES, PARTS, Language, title

_NAMES = {"zh": "jzdocs 文档", "en": "jzdocs documentation"}
_CDN = re.compile(rb"https://unpkg\.com/[^\"'`\s]*")
_START = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>jzdocs</title>
<script>location.replace((/^zh/.test(navigator.language) ? "zh" : "en") + "/index.html");</script>
</head><body><p><a href="zh/index.html">中文</a> · <a href="en/index.html">English</a></p></body></html>
"""


class WarnedError(Exception):
    """What mkdocs warned of."""


def render(sources: Path, site: Path) -> None:
    """Write the site of all languages. Raises WarnedError where mkdocs warns of anything."""
    _offer_words()
    for language in LANGUAGES:
        _build(_config(language, sources / language, site / language))
    (site / "index.html").write_text(_START, encoding="utf-8")
    for path in list(site.rglob("*")):
        if path.suffix == ".map" or path.name in ("404.html", "sitemap.xml.gz", "sitemap.xml"):
            path.unlink()
        elif path.suffix == ".js":
            path.write_bytes(re.sub(rb"//# sourceMappingURL=\S+", b"", _CDN.sub(b"about:blank", path.read_bytes())))


def _config(language: Language, sources: Path, site: Path) -> dict[str, Any]:
    from pymdownx.slugs import slugify

    others = [
        {"name": "中文" if other == "zh" else "English", "link": f"../{other}/index.html", "lang": other}
        for other in LANGUAGES
    ]
    features = [
        "navigation.tabs",
        "navigation.top",
        "navigation.footer",
        "toc.follow",
        "content.code.copy",
        "search.highlight",
    ]
    return {
        "site_name": _NAMES[language],
        "docs_dir": str(sources),
        "site_dir": str(site),
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False, "language": language, "features": features},
        "nav": [{title(part, language): [{title(page, language): page.file} for page in part.pages]} for part in PARTS],
        "not_in_nav": "charts/*\nassistant/*\n",
        "plugins": [{"search": {"lang": ["en", "zh"] if language == "zh" else ["en"]}}],
        "extra": {"generator": False, "alternate": others},
        "markdown_extensions": [
            "tables",
            "admonition",
            "pymdownx.details",
            "pymdownx.superfences",
            "pymdownx.highlight",
            "toc",
        ],
        "mdx_configs": {"toc": {"slugify": slugify(case="lower"), "permalink": True, "toc_depth": 3}},
        "validation": {
            "nav": {"omitted_files": "warn", "not_found": "warn", "absolute_links": "warn"},
            "links": {"not_found": "warn", "anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"},
        },
    }


class _Collector(logging.Handler):
    """Keeps the warnings of mkdocs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning."""
        self.messages.append(record.getMessage())


def _build(settings: dict[str, Any]) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config.base import load_config

    collector = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    try:
        mdx = settings.pop("mdx_configs")
        extensions = [{name: mdx[name]} if name in mdx else name for name in settings["markdown_extensions"]]
        config = load_config(config_file=_no_file(), **{**settings, "markdown_extensions": extensions})
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    finally:
        logger.removeHandler(collector)
    if collector.messages:
        raise WarnedError("\n".join(collector.messages))


def _no_file() -> Any:
    """Return an empty file of settings: all are given."""
    import io

    file = io.BytesIO(b"site_name: jzdocs\n")
    file.name = str(Path(__file__).resolve())
    return file


def _offer_words() -> None:
    """Let the search divide Chinese into words by rjieba, which jzdocs has, where it looks for jieba."""
    import rjieba

    module = ModuleType("jieba")

    def cut(text: str | bytes) -> Iterator[str]:
        """Yield the words of a text."""
        yield from rjieba.cut(text.decode() if isinstance(text, bytes) else text)

    module.cut = cut  # type: ignore[attr-defined]
    sys.modules.setdefault("jieba", module)
