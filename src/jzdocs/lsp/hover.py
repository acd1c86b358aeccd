"""What an editor shows above a name: all that is known of a figure, or what an id stands for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jzdocs.editing.names import Mention, given_id, name_places
from jzdocs.lsp.analysis import Analysis, NamedFigure
from jzdocs.lsp.positions import EditorText
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.message import Language, message


def about_figure(name: str, analysis: Analysis, source: EditorText, folder: Path, language: Language) -> str | None:
    """Return what is known of the figure with a name, as Markdown; None where there is no such figure."""
    figure = figure_named(name, analysis)
    if figure is None:
        return None
    out = [worded(message("editor.figure", text=_escaped(figure.text), name=name), language)]
    out += [f"- {line}" for line in _about(figure, analysis, folder, language)]
    lines = dict.fromkeys(source.position(start).line + 1 for start, _ in name_places(source.text, name))
    if lines:
        out.append("- " + worded(message("editor.used", lines=_joined(map(str, lines), language)), language))
    return "\n".join([out[0], "", *out[1:]])


def about_id(mention: Mention, analysis: Analysis, source: EditorText, language: Language) -> str | None:
    """Return what an id stands for, as Markdown; None where it stands for nothing."""
    given = given_id(source.text, mention.name)
    target = analysis.targets.get(given.name if given else mention.name)
    if target is None:
        return None
    name = given.name if given else mention.name
    return worded(message("editor.target", text=target.text, title=_escaped(target.title), name=name), language)


def figure_named(name: str, analysis: Analysis) -> NamedFigure | None:
    """Return the figure with a name, which a cell may have beside its address."""
    found = analysis.figures.get(name)
    if found is None and name in analysis.cells:
        found = next((figure for figure in analysis.figures.values() if _is_cell(figure, name, analysis)), None)
    return found


def _is_cell(figure: NamedFigure, name: str, analysis: Analysis) -> bool:
    """Return whether a figure is the cell that is called by its row and column."""
    table, _, rest = name.partition(".")
    own_table = figure.name.partition(".")[0]
    return bool(figure.cell) and own_table == table and _letters(figure.subject) == _letters(rest)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _about(figure: NamedFigure, analysis: Analysis, folder: Path, language: Language) -> Iterator[str]:
    """Yield the lines about a figure."""

    def line(key: str, **arguments: object) -> str:
        return worded(message(key, **{name: str(value) for name, value in arguments.items()}), language)

    if figure.value and figure.unit:
        yield line("editor.value", value=figure.value, unit=figure.unit)
    elif figure.value:
        yield line("editor.value_alone", value=figure.value)
    if figure.subject:
        yield line("editor.subject", subject=_escaped(figure.subject))
    if figure.period:
        yield line("editor.period", period=figure.period)
    if figure.formula:
        yield line("editor.formula", formula=figure.formula)
    if figure.computation:
        yield line("editor.computation", computation=_escaped(figure.computation))
    file = _shown(figure.file, folder)
    if figure.cell and figure.sheet:
        yield line("editor.sheet_cell", file=file, sheet=figure.sheet, cell=figure.cell)
    elif figure.cell:
        yield line("editor.cell", file=file, cell=figure.cell)
    elif figure.sentence:
        yield line("editor.sentence", sentence=_escaped(figure.sentence))
    if not figure.cell and figure.line:
        yield line("editor.place", file=file, line=figure.line)
    places = [_printer(name, analysis, language) for name in figure.printed]
    if places:
        yield line("editor.printed", places=_joined(places, language))
    if figure.pages:
        yield line("editor.pages", pages=_joined(figure.pages, language))


def _printer(name: str, analysis: Analysis, language: Language) -> str:
    """Return the words for what prints a figure: a chart or table with its number and title, or a key figure."""
    if name == "card":
        return worded(message("editor.card"), language)
    target = analysis.targets.get(name)
    return f"{target.text} {_escaped(target.title)} (`{name}`)" if target else f"`{name}`"


def _joined(parts: object, language: Language) -> str:
    return worded(message("list.names"), language).join(parts)  # type: ignore[arg-type]


def _shown(file: str, folder: Path) -> str:
    path = Path(file)
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else path.name


def _escaped(text: str) -> str:
    """Return a text in which no character is a mark of Markdown."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|~" else char for char in text)
