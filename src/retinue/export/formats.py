"""Every format, in one explicit table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from retinue.export.ftm import ftm_entities, ftm_statements
from retinue.export.geojson import events_geojson, unplaced_geojson
from retinue.export.graphml import network
from retinue.export.jsonl import documents_jsonl, events_jsonl
from retinue.export.material import Exporter, Part
from retinue.export.parquet import claims_parquet, documents_parquet, events_parquet
from retinue.export.polecat import polecat_tsv
from retinue.export.tables import claims_csv, documents_csv, events_csv
from retinue.export.xlsx import workbook

__all__ = ["EXPORTERS"]

_LINES, _CSV, _PARQUET = "application/jsonl", "text/csv; charset=utf-8", "application/vnd.apache.parquet"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TSV, _GEO, _GRAPH = "text/tab-separated-values; charset=utf-8", "application/geo+json", "application/graphml+xml"

EXPORTERS: Mapping[str, Exporter] = MappingProxyType({
    "jsonl": Exporter("the data contract: documents and events as JSON lines", (
        Part("documents.jsonl", _LINES, documents_jsonl),
        Part("events.jsonl", _LINES, events_jsonl),
    )),
    "csv": Exporter("tables for a spreadsheet", (
        Part("documents.csv", _CSV, documents_csv),
        Part("events.csv", _CSV, events_csv),
        Part("claims.csv", _CSV, claims_csv),
    )),
    "xlsx": Exporter("the same tables as one workbook", (Part("retinue.xlsx", _XLSX, workbook),)),
    "parquet": Exporter("the data contract and the claims as typed columns", (
        Part("documents.parquet", _PARQUET, documents_parquet),
        Part("events.parquet", _PARQUET, events_parquet),
        Part("claims.parquet", _PARQUET, claims_parquet),
    ), needs="pyarrow"),
    "ftm": Exporter("FollowTheMoney: entities, and the statements they are made of", (
        Part("entities.ftm.json", _LINES, ftm_entities),
        Part("statements.csv", _CSV, ftm_statements),
    )),
    "polecat": Exporter("events in POLECAT's columns with PLOVER's categories", (
        Part("polecat.tsv", _TSV, polecat_tsv),
    )),
    "geojson": Exporter("events as points on the map", (
        Part("events.geojson", _GEO, events_geojson),
        Part("unplaced.geojson", _GEO, unplaced_geojson),
    )),
    "graphml": Exporter("the network of parties, events, documents and lists", (
        Part("network.graphml", _GRAPH, network),
    )),
})  # fmt: skip
