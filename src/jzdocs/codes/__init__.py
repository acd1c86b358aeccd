"""Every code of a finding with its meaning and an example of what causes it. A code never changes its meaning.

Each entry: (meaning, example) in English, then in Chinese. The families lie in modules named like those of `messages`.
"""

from __future__ import annotations

from jzdocs.codes import (
    charts,
    data_findings,
    figures,
    glyphs,
    limits,
    official_forms,
    references,
    safety,
    serving,
    source,
    surroundings,
    typesetting,
)

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    **source.CODES,
    **figures.CODES,
    **charts.CODES,
    **references.CODES,
    **glyphs.CODES,
    **typesetting.CODES,
    **surroundings.CODES,
    **limits.CODES,
    **safety.CODES,
    **serving.CODES,
    **official_forms.CODES,
    **data_findings.CODES,
}
