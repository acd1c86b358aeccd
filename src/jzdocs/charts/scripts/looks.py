"""The looks of a document as matplotlib's settings: its fonts, sizes, colours and thin lines."""

from __future__ import annotations

from typing import Any

import matplotlib
from cycler import cycler

from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import to_pt


def settings_of(sheet: Stylesheet) -> dict[str, Any]:
    """Return the settings for drawings of a document: matplotlib's own, whatever the user's are, under those of its
    stylesheet."""
    chart = sheet.chart
    size = to_pt(chart.size)
    dark, middle, light, pale = (f"#{grey}" for grey in (*chart.greys, *chart.greys)[:4])
    sizes = ("font.size", "axes.labelsize", "axes.titlesize", "xtick.labelsize", "ytick.labelsize", "legend.fontsize")
    return {
        **{name: value for name, value in dict.items(matplotlib.rcParamsDefault) if name != "backend"},
        **dict.fromkeys((*sizes, "figure.titlesize", "figure.labelsize", "legend.title_fontsize"), size),
        "font.family": [chart.font],
        "axes.prop_cycle": cycler(color=[f"#{color}" for color in chart.palette]),
        "axes.edgecolor": middle,
        "axes.labelcolor": dark,
        "axes.titlelocation": "left",
        "axes.linewidth": 0.5,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.formatter.useoffset": False,
        "axes.formatter.use_locale": False,
        "axes.unicode_minus": True,
        "text.color": "black",
        "xtick.color": dark,
        "ytick.color": dark,
        "xtick.major.size": 2,
        "ytick.major.size": 2,
        "xtick.major.width": 0.5,
        "ytick.major.width": 0.5,
        "grid.color": pale,
        "grid.linewidth": 0.4,
        "lines.linewidth": 1.4,
        "lines.markersize": 4,
        "lines.solid_capstyle": "butt",
        "patch.linewidth": 0.5,
        "hatch.linewidth": 0.5,
        "hatch.color": light,
        "legend.frameon": False,
        "mathtext.fontset": "stix",
        "path.snap": False,
        "path.simplify": False,
        "text.hinting": "none",
    }
