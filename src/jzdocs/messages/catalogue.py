"""Wording: a key and its arguments → a sentence in English or Chinese.

The tables of findings lie in a module for each letter of the codes; texts of the command line (`cli.…`) lie in
`commands`, all other texts in `texts`. A table is imported when the first of its sentences is needed: most builds have
nothing to say.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from jzdocs.messages.message import LANGUAGES, Language, Message

Findings = dict[str, tuple[tuple[str, str], tuple[str, str]]]

FAMILIES = {
    "S": "source",
    "F": "figures",
    "C": "charts",
    "R": "references",
    "G": "glyphs",
    "T": "typesetting",
    "X": "surroundings",
    "N": "official_forms",
    "D": "data_findings",
}


def wording(key: str, arguments: Mapping[str, str | Message], language: Language) -> tuple[str, str]:
    """Return what is wrong and what to do about it, for a finding.

    `key` is `F001`, or `F001.variant` where a code has several wordings. Raises KeyError for an unknown key or a
    missing argument.
    """
    pairs = importlib.import_module(f"jzdocs.messages.{FAMILIES[key[0]]}").FINDINGS[key]
    problem, hint = pairs[LANGUAGES.index(language)]
    values = _worded(arguments, language)
    return problem.format(**values), hint.format(**values)


def text(message: Message, language: Language) -> str:
    """Return the sentence of a message. Raises KeyError for an unknown key or a missing argument."""
    table = "commands" if message.key.startswith("cli.") else "texts"
    texts = importlib.import_module(f"jzdocs.messages.{table}").TEXTS
    sentence: str = texts[message.key][LANGUAGES.index(language)]
    return sentence.format(**_worded(message.arguments, language))


def _worded(arguments: Mapping[str, str | Message], language: Language) -> dict[str, str]:
    return {name: text(value, language) if isinstance(value, Message) else value for name, value in arguments.items()}
