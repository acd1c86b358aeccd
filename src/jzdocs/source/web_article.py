"""A web page → which of its elements are the article: what a reader does not see, and what belongs to the site, is told
apart from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from jzdocs.patterns import compiled

MAX_DEPTH = 300
UNREAD = frozenset(
    ("script", "style", "template", "head", "meta", "link", "title", "svg", "canvas", "datalist", "param", "source")
)
OBJECTS = frozenset(("iframe", "object", "embed", "video", "audio", "applet"))
_CONTROLS = frozenset(("button", "select", "textarea", "input", "option", "optgroup", "noscript", "map", "dialog"))
_SITE = frozenset(("nav", "aside", "footer"))
_SITE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu", "menubar"))
_SITE_NAMES = compiled(
    r"(?:^|[\s_-])(?:nav|menu|breadcrumbs?|crumbs?|sidebar|side|foot(?:er)?|shares?|sharing|social|comments?|related|"
    r"recommend\w*|advert\w*|ads?|toolbar|tools?|copyright|login|search|cookies?|popup|modal|paginat\w*|pager|qrcode|"
    r"ewm|fenxiang|dayin|print|newsletter|promo\w*|sponsor\w*|subscri\w*|widget|disqus|bread|position|weizhi)"
    r"(?:$|[\s_-])",
    re.I,
)
BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    )
)
# the elements that hold the article in the systems by which public bodies publish, and in the standards
_ARTICLES = (
    "//*[@id='UCAP-CONTENT']",
    "//*[@id='js_content']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' TRS_Editor ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' trs_editor_view ')]",
    "//*[@id='zoom' or @id='Zoom' or @id='ZOOM' or @id='zoomcon' or @id='BodyLabel']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' pages_content ')]",
    "//*[@itemprop='articleBody']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' article-content ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' entry-content ')]",
)
_HIDING = compiled(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_HIDDEN_NAMES = frozenset(("sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden", "hidden-text"))
_RULE = compiled(r"(?:^|[},])\s*([.#][\w-]+)\s*\{[^}]*display\s*:\s*none", re.I)
_STOPS = "。！？；：.!?;:”）)"
_SENTENCE = 20  # characters: as much without a link is taken for prose


class WebPage(Struct):
    """A page: its root, the element with the article, the title and the element that prints it (or None), and the
    selectors of classes and ids that its own stylesheet hides."""

    root: Any
    article: Any
    title: str
    headline: Any
    hidden: frozenset[str]

    def is_hidden(self, element: Any) -> bool:
        """Return whether the page hides an element."""
        if element is self.article or any(element is above for above in self.article.iterancestors()):
            return False  # shown by a script, once it is loaded
        return _is_hidden(element, self.hidden)


def find_article(root: Any) -> WebPage:
    """Return what a page's root element holds: article and title."""
    hidden = frozenset(
        name
        for style in root.iter("style")
        for name in _RULE.findall(re.sub(r"/\*.*?\*/", "", style.text or "", flags=re.S))
    )
    prose = _prose(root, hidden)
    article = _named_article(root, prose)
    if article is None:
        article = _dominant(root, prose)
    title, headline = _title(root, article, hidden)
    return WebPage(root, article, title, headline, hidden)


def depth_of(root: Any) -> int:
    """Return how deep the elements of a page are nested."""
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def is_element(node: Any) -> bool:
    """Return whether a node is an element, no comment or processing instruction."""
    return isinstance(node.tag, str)


def is_control(element: Any) -> bool:
    """Return whether an element is a control, or a text for readers without scripts."""
    return element.tag in _CONTROLS


def is_of_site(element: Any) -> bool:
    """Return whether an element by its tag, role or names belongs to the site: a menu, a row of buttons, a list of
    links; what holds prose does not, whatever its name."""
    if element.tag in _SITE or element.get("role", "") in _SITE_ROLES:
        return True
    names = f"{element.get('id', '')} {element.get('class', '')}"
    if element.tag not in BLOCKS or not _SITE_NAMES.search(names):
        return False
    text, links = _lengths(element)
    return text < 30 or links > 0.4 * text or not any(stop in "".join(element.itertext()) for stop in "。，,;；")


def _is_hidden(element: Any, hidden: frozenset[str]) -> bool:
    if element.get("hidden") is not None or _HIDING.search(element.get("style", "")):
        return True
    classes = element.get("class", "").split()
    if not _HIDDEN_NAMES.isdisjoint(classes):
        return True
    return bool(hidden) and any(name in hidden for name in (*(f".{c}" for c in classes), f"#{element.get('id', '')}"))


def _lengths(element: Any) -> tuple[int, int]:
    """Return how many characters an element has, and how many of them are links."""
    text = len("".join("".join(element.itertext()).split()))
    links = sum(len("".join("".join(a.itertext()).split())) for a in element.iter("a"))
    return text, links


def _prose(root: Any, hidden: frozenset[str]) -> dict[Any, int]:
    """Return for each element how many characters of prose it holds: of texts that are no links and no labels."""
    prose: dict[Any, int] = {}
    for element in root.iter():
        if not is_element(element) or element.tag in UNREAD or element.tag in _CONTROLS:
            continue
        own = _own_text(element)
        if len(own) < _SENTENCE and not (own and own[-1] in _STOPS and len(own) > 6):
            continue
        above = [element, *element.iterancestors()]
        if any(e.tag in UNREAD or e.tag in _CONTROLS or e.tag in _SITE or e.tag == "a" for e in above):
            continue
        for ancestor in above:
            prose[ancestor] = prose.get(ancestor, 0) + len(own)
    return prose


def _own_text(element: Any) -> str:
    """Return the text of an element that no block or link inside it holds."""
    parts = [element.text or ""]
    for child in element:
        if is_element(child) and child.tag not in BLOCKS and child.tag != "a" and child.tag not in UNREAD:
            parts.append("".join(child.itertext()))
        parts.append(child.tail or "")
    return "".join("".join(parts).split())


def _named_article(root: Any, prose: dict[Any, int]) -> Any:
    """Return the element whose name says that it holds the article, where it holds most of the prose."""
    total = prose.get(root, 0)
    for path in _ARTICLES:
        found = [element for element in root.xpath(path) if prose.get(element, 0) > 0]
        outer = [e for e in found if not any(above in found for above in e.iterancestors())]
        if len(outer) == 1 and prose[outer[0]] >= 0.4 * total:
            return outer[0]
    articles = [e for e in root.iter("article", "main") if prose.get(e, 0) >= 0.6 * total]
    return articles[-1] if articles and total else None


def _dominant(root: Any, prose: dict[Any, int]) -> Any:
    """Return the smallest element that holds nearly all of the prose."""
    body = root.find("body")
    element = body if body is not None else root
    total = prose.get(element, 0)
    while total:
        best = max(
            (c for c in element if is_element(c) and c.tag in BLOCKS), key=lambda c: prose.get(c, 0), default=None
        )
        if (
            best is None
            or prose.get(best, 0) < 0.85 * prose.get(element, 0)
            or best.tag in ("p", "tr", "td", "li", "ul", "ol")
        ):
            if (
                best is None
                or best.tag not in ("tr", "td", "tbody")
                or prose.get(best, 0) < 0.85 * prose.get(element, 0)
            ):
                break
        element = best
    return element


# --- the title


def _title(root: Any, article: Any, hidden: frozenset[str]) -> tuple[str, Any]:
    """Return the title of a page, and the element that prints it (None where only its head names it)."""
    metas = {(m.get("name") or m.get("property") or "").lower(): m.get("content") or "" for m in root.iter("meta")}
    named = [_squeezed(metas.get(name, "")) for name in ("articletitle", "og:title", "twitter:title")]
    head = next((_squeezed("".join(t.itertext())) for t in root.iter("title")), "")
    named = [text for text in (*named, head) if text]
    shown = [e for e in _before(root, article) if not _is_hidden(e, hidden)]
    headlines = [e for e in shown if e.tag == "h1" and len(_squeezed("".join(e.itertext()))) >= 2]
    for element in headlines[::-1]:
        text = _squeezed("".join(element.itertext()))
        if any(_bare(text) in _bare(name) or _bare(name) in _bare(text) for name in named):
            return text, element
    inside = [e for e in headlines if any(a is article for a in e.iterancestors())]
    if inside or (headlines and not named):
        element = (inside or headlines)[0]
        return _squeezed("".join(element.itertext())), element
    for element in shown:  # a line that the page's head has as its title too
        text = _squeezed("".join(element.itertext())) if element.tag in BLOCKS and len(element) < 8 else ""
        if 5 <= len(text) <= 120 and named and any(_begins(name, text) for name in named):
            return text, element
    if named:
        return _without_site(named[0]), None
    return "", None


def _before(root: Any, article: Any) -> Iterator[Any]:
    """Yield the elements of a page up to the first of the article's text, and those at its beginning."""
    inside = 0
    for element in root.iter():
        if not is_element(element) or element.tag in UNREAD or any(a.tag in UNREAD for a in element.iterancestors()):
            continue
        inside += element is article or bool(inside)
        if inside > 40:
            return
        yield element


def _begins(name: str, text: str) -> bool:
    """Return whether the name of a page is a text, with that of the site behind it at most."""
    bare_name, bare = _bare(name), _bare(text)
    return bare_name == bare or (bare_name.startswith(bare) and len(bare) >= 8)


def _squeezed(text: str) -> str:
    return re.sub(r"(?<=[\u2e80-\uffef]) (?=[\u2e80-\uffef])", "", " ".join(text.split()))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _without_site(title: str) -> str:
    """Return the name of a page without that of its site, which stands behind a dash or bar."""
    parts: Sequence[str] = re.split(r"\s*[_|｜»]\s*|\s+[-–—]+\s+|(?<=[\u4e00-\u9fff])-+(?=[\u4e00-\u9fff])|——", title)
    return max((p.strip() for p in parts[:2]), key=len) if len(parts) > 1 else title
