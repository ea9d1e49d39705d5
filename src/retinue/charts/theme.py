"""Colours of charts, light and dark. A spec names colours by role ("@support"); a theme says which they are.

Signals differ in lightness as well as in hue, so that they stay apart for those who see few colours and in grey
print; charts tell them apart by place, shape or label besides. Each stands out from its paper by 3 to 1 or more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["DARK", "FONT", "LIGHT", "SHAPES", "SIGNAL_COLOURS", "Theme"]

SIGNAL_COLOURS = {"support": "@support", "control": "@control", "restrict": "@restrict", "neutral": "@neutral"}
SHAPES = {"support": "triangle-up", "control": "square", "restrict": "triangle-down", "neutral": "circle"}
FONT = "sans-serif"  # a list of families costs a third more time to measure


@dataclass(frozen=True, slots=True)
class Theme:
    """A name, and the colour of each role."""

    name: str
    colours: Mapping[str, str]

    def config(self) -> dict[str, Any]:
        """The part of a Vega-Lite spec that sets fonts and colours."""
        text = {"labelColor": "@ink", "titleColor": "@ink", "labelFontSize": 11, "titleFontSize": 11,
                "titleFontWeight": "normal"}  # fmt: skip
        return {
            "aria": False,  # a label on each mark would treble the file; the whole has one (frame.py)
            "background": "@paper",
            "font": FONT,
            "padding": 8,
            "view": {"stroke": None},
            "axis": {**text, "gridColor": "@grid", "domainColor": "@muted", "tickColor": "@muted", "labelLimit": 0},
            "header": {**text, "labelFontSize": 12},
            "legend": {**text, "symbolStrokeColor": "@ink"},
            "text": {"color": "@ink", "fontSize": 11},
        }  # fmt: skip

    def coloured(self, text: str) -> str:
        """A spec as text with the roles' names made colours."""
        for role, colour in self.colours.items():
            text = text.replace(f'"@{role}"', f'"{colour}"')
        return text


LIGHT = Theme("light", {
    "paper": "#ffffff", "ink": "#1f2328", "muted": "#5b636d", "grid": "#e3e6ea", "accent": "#33658a",
    "support": "#0072b2", "control": "#b87700", "restrict": "#a3195b", "neutral": "#6b7280",
    "land": "#eef0ec", "border": "#b4bab2",
})  # fmt: skip
DARK = Theme("dark", {
    "paper": "#15191e", "ink": "#e8eaed", "muted": "#a3abb5", "grid": "#2e353d", "accent": "#8ab6d6",
    "support": "#56b4e9", "control": "#f0c04a", "restrict": "#f07fb4", "neutral": "#9aa3ad",
    "land": "#262d33", "border": "#4c565f",
})  # fmt: skip
