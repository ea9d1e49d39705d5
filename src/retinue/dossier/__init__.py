"""A brief on one firm, body or person: gathered once, written as HTML, PDF or Markdown."""

from retinue.dossier.blocks import Dossier
from retinue.dossier.build import Making, build_dossier
from retinue.dossier.write import FORMATS, write_dossier

__all__ = ["FORMATS", "Dossier", "Making", "build_dossier", "write_dossier"]
