"""What annotation builds once and only reads: the language model and the indexes over knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import spacy

from retinue.annotate.bodies import BodyIndex
from retinue.annotate.gazetteer import Gazetteer
from retinue.annotate.lexicon import Lexicon, load_lexicon
from retinue.annotate.offices import OfficeIndex
from retinue.annotate.products import multiply_by_numpy
from retinue.annotate.quote_cues import SpeechCues, load_cues
from retinue.annotate.shortcut import shorten
from retinue.annotate.shorts import leader_terms
from retinue.errors import SettingsError
from retinue.knowledge.types import Knowledge, Term

__all__ = ["Reader"]


@dataclass(frozen=True, slots=True)
class Reader:
    """The spaCy pipeline and the compiled matchers. Read-only; one per worker."""

    language: Any
    recogniser: Any
    gazetteer: Gazetteer
    bodies: BodyIndex
    offices: OfficeIndex
    lexicon: Lexicon
    cues: SpeechCues
    plain: frozenset[str]
    leaders: tuple[tuple[str, Term], ...]

    @classmethod
    def load(cls, model: str, knowledge: Knowledge) -> Reader:
        """Load the spaCy model `model` (a package name or a path). Raises SettingsError when there is none."""
        try:
            language = multiply_by_numpy(shorten(spacy.load(model)))
            _part_datelines(language)
            recogniser = language.get_pipe("ner") if "ner" in language.pipe_names else None
            if recogniser is not None:
                language.disable_pipe("ner")  # it runs apart, on the sentences that need it (recognise.py)
        except OSError as error:
            raise SettingsError(
                f"the language model `{model}` can't be loaded: {error}. Install it (`pip install {model}`), "
                "or name another spaCy pipeline with tagger, parser and ner under `model` in retinue.toml"
            ) from error
        return cls(
            language,
            recogniser,
            Gazetteer.build(knowledge),
            BodyIndex.build(knowledge),
            OfficeIndex.build(knowledge),
            load_lexicon(),
            load_cues(),
            load_lexicon().plain(),
            leader_terms(knowledge),
        )


def _part_datelines(language: Any) -> None:
    """Make "(Jiji Press)--Japan" two names: the model's own rules know no dash behind a bracket."""
    infixes = (*language.Defaults.infixes, r"\)(?:--+|[-–—])(?=\w)")
    language.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
