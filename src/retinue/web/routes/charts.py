"""Charts: a page with the table, and the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from retinue.charts import DARK, LIGHT, Chart, Theme
from retinue.series import By
from retinue.store.query import Query
from retinue.web.look import Looking
from retinue.web.pages import page
from retinue.web.params import Text
from retinue.web.views.charts import ChartAsked, chart_view, drawn

router = APIRouter()


class Form(StrEnum):
    """Files that a chart can be had as."""

    SVG = "svg"
    PNG = "png"
    CSV = "csv"


class Look(StrEnum):
    """Colours of a chart."""

    LIGHT = "light"
    DARK = "dark"


KINDS = {Form.SVG: "image/svg+xml", Form.PNG: "image/png", Form.CSV: "text/csv; charset=utf-8"}
DRAWN: Mapping[Form, Callable[[Chart, Theme], bytes]] = {
    Form.SVG: lambda chart, theme: chart.svg(theme).encode(),
    Form.PNG: lambda chart, theme: chart.png(theme),
    Form.CSV: lambda chart, theme: chart.csv().encode(),
}
# A picture is a document of its own: its styles are its own, and it loads and runs nothing.
PICTURE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def _asked(request: Request, of: Text = "", by: By = By.MONTH) -> ChartAsked:
    return ChartAsked(of, by, Query.parse(request.query_params.multi_items(), ("of", "by", "theme")))


Asked = Annotated[ChartAsked, Depends(_asked)]


@router.get("/charts/{name}.{form}")
def chart_file(look: Looking, asked: Asked, name: str, form: Form, theme: Look = Look.LIGHT) -> Response:
    """A chart as a picture or a table."""
    colours = DARK if theme is Look.DARK else LIGHT
    content = drawn(look, name, asked, f"{form} {theme}", lambda chart: DRAWN[form](chart, colours))
    headers = {"Content-Security-Policy": PICTURE, "Cache-Control": "no-cache"}
    return Response(content, media_type=KINDS[form], headers=headers)


@router.get("/charts/{name}")
def chart(request: Request, look: Looking, asked: Asked, name: str) -> Response:
    """A chart with its table and downloads."""
    return page(request, "chart.html", chart_view(look, name, asked))
