"""Rules of the house that no linter knows: names, sizes, matches over nodes, and texts that users see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT
from jzdocs.model import inlines, meta, nodes

SOURCES = sorted((ROOT / "src" / "jzdocs").rglob("*.py"))
# words that say what somebody did and not what the thing is
BANNED_NAMES = {"one", "said", "who", "wanted", "made", "known", "told", "kept", "asked"}
MOST_PARAMETERS = 6
MOST_LINES = 450


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def named(module: ast.Module) -> Iterator[tuple[int, str]]:
    """All names that a module gives: variables, parameters, functions, classes, attributes and fields."""
    for node in ast.walk(module):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.alias(asname=str(name)):
                yield node.lineno, name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield node.lineno, name


def test_no_name_hides_what_it_names() -> None:
    bad = [
        f"{relative(path)}:{line} {name}"
        for path in SOURCES
        for line, name in named(tree(path))
        if name.strip("_").lower() in BANNED_NAMES
    ]
    assert not bad, "name what it is:\n" + "\n".join(bad)


def test_modules_have_no_aliases_of_one_letter() -> None:
    bad = [
        f"{relative(path)}:{node.lineno} {alias.asname}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        # `E` stands for an element maker in lxml's own documentation; a class may be imported under a short name
        if alias.asname and len(alias.asname) == 1 and alias.name != "ElementMaker"
    ]
    assert not bad, "\n".join(bad)


def test_functions_have_few_parameters() -> None:
    """Not in cli/, since click hands over each option as a parameter, nor where a library's method is overridden."""
    bad = []
    for path in SOURCES:
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and "cli" not in path.parts:
                names = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
                count = len([name for name in names if name not in ("self", "cls")])
                if count > MOST_PARAMETERS and "noqa: PLR0913" not in lines[node.lineno - 1]:
                    bad.append(f"{relative(path)}:{node.lineno} has {count} parameters")
    assert not bad, "put what belongs together into a structure:\n" + "\n".join(bad)


def test_files_are_short() -> None:
    long = [
        f"{relative(path)} has {count} lines"
        for path in [*SOURCES, *(ROOT / "tools").rglob("*.py")]
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    ]
    assert not long, "divide by topic:\n" + "\n".join(long)


NODE_CLASSES = {
    name
    for name, value in vars(nodes).items()
    if isinstance(value, type) and value.__module__ in (nodes.__name__, inlines.__name__, meta.__name__)
}


def class_patterns(match: ast.Match) -> set[str]:
    """The classes that a match distinguishes."""
    return {
        ast.unparse(pattern.cls).split(".")[-1]
        for case in match.cases
        for pattern in ast.walk(case.pattern)
        if isinstance(pattern, ast.MatchClass)
    }


def is_catch_all(case: ast.match_case) -> bool:
    return isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and case.guard is None


def asserts_never(case: ast.match_case) -> bool:
    return any(
        isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "assert_never"
        for statement in case.body
        for node in ast.walk(statement)
    )


def test_no_match_over_nodes_forgets_a_kind() -> None:
    """With `assert_never` in the last arm mypy fails where a new kind of node is not handled."""
    bad = []
    for path in SOURCES:
        for match in ast.walk(tree(path)):
            if isinstance(match, ast.Match) and class_patterns(match) & NODE_CLASSES:
                if not any(is_catch_all(case) and asserts_never(case) for case in match.cases):
                    bad.append(f"{relative(path)}:{match.lineno}")
    assert not bad, "name the kinds that are passed over, and end with assert_never:\n" + "\n".join(bad)


def test_type_ignores_and_noqas_say_what_they_silence() -> None:
    loose = re.compile(r"#\s*type:\s*ignore(?!\[)|#\s*noqa(?!:)|#\s*fmt:\s*(skip|off)", re.I)
    bad = [
        f"{relative(path)}:{i} {line.strip()}"
        for path in [*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]
        if path != Path(__file__)
        for i, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if loose.search(line)
    ]
    assert not bad, "\n".join(bad)


SHOWING = {"echo", "secho", "style", "print", "note", "warn"}
ERRORS = {"JzdocsError", "DocumentError", "UsageError", "SurroundingsError", "ClickException", "BadParameter"}
SHOWN_KEYWORDS = {"help", "short_help", "epilog", "hint"}
# three words of English, or four characters of Chinese
SENTENCE = re.compile(r"[A-Za-z]{2,}\s+[a-z]{2,}\s+[a-z]{2,}|[\u4e00-\u9fff]{4,}")


def literal_texts(node: ast.expr) -> Iterator[str]:
    """The literal parts of an argument, but not those of calls within it."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from literal_texts(part)
        case ast.BinOp(left=left, right=right):
            yield from literal_texts(left)
            yield from literal_texts(right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from literal_texts(body)
            yield from literal_texts(orelse)


def shown_texts(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Sentences that go to the screen, into an error of ours, or into click's help, as they stand in the code."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).split(".")[-1]
        arguments = list(node.args) if name in SHOWING | ERRORS else []
        arguments += [keyword.value for keyword in node.keywords if keyword.arg in SHOWN_KEYWORDS]
        for argument in arguments:
            for text in literal_texts(argument):
                if SENTENCE.search(text):
                    yield argument.lineno, text


def test_texts_for_users_stand_in_the_catalogue() -> None:
    """A sentence in the code would appear in one language only."""
    bad = [
        f"{relative(path)}:{line} {text[:70]!r}"
        for path in SOURCES
        if "messages" not in path.parts
        for line, text in shown_texts(tree(path))
    ]
    assert not bad, "put it into src/jzdocs/messages/, in both languages:\n" + "\n".join(bad)
