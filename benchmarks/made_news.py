"""Made news: reports of acts that happened in a made-up world, with what reports get wrong, and the truth about both.

Every act is told by one to six outlets: by their own reporting, or in an agency's words, whole, under another
headline, with words changed, cut, or inside a text of their own. Readings leave out parties and places, shorten
names, blur or miss dates. There are tours with stops, two visits of one person to one firm some weeks apart, and
lists that grow in two tranches. More news means more days, as in a crawl. Everything follows from the seed.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from retinue.knowledge.types import Knowledge
from retinue.model import (
    Article,
    Entity,
    EntityType,
    Event,
    EventType,
    Precision,
    Published,
    Record,
    Reliability,
    Signal,
    Span,
    Status,
)

__all__ = ["NOTHING_KNOWN", "Act", "Made", "news"]

_NOTHING = Knowledge({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
NOTHING_KNOWN = replace(_NOTHING, list_names={"grey list": "grey", "red list": "red"})
FIRST_DAY = dt.date(2000, 1, 3)
A_DAY = 12  # reports of one day
_SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo wu za ben cor dal fen gar hol kin lor mar".split()
_RNG = random.Random(11)


def _word() -> str:
    return "".join(_RNG.choices(_SYLLABLES, k=_RNG.randint(2, 4)))


WORDS = [_word() for _ in range(3000)]
OUTLETS = [f"The {_word().title()} {kind}" for kind in ("Post", "Times", "Daily", "News") for _ in range(20)]
CLOSINGS = {
    outlet: " ".join(_RNG.choices(WORDS, k=16)) for outlet in OUTLETS[::2]
}  # stand under every page of theirs
VERBS = {
    EventType.VISIT: "inspected", EventType.MEETING: "met", EventType.REGULATORY_ACTION: "fined",
    EventType.LISTING: "put on the list", EventType.SUPPORT: "backed",
}  # fmt: skip


@dataclass(frozen=True)
class Act:
    """What happened: `kind` tells simple acts from stops of a tour, second visits and tranches of a list."""

    number: int
    type: EventType
    actor: str
    firms: tuple[str, ...]
    place: str
    day: dt.date
    amount: int
    kind: str = "simple"


@dataclass(frozen=True)
class Made:
    """A report with the truth: which act each of its events is, by event id, and the family its text belongs to."""

    record: Record
    acts: dict[str, int] = field(hash=False)
    family: str


class _World:
    def __init__(self, reports: int, seed: int) -> None:
        self.rng = random.Random(seed)
        self.days = max(30, reports // A_DAY)
        self.officials = [self.name(2) for _ in range(300)]
        self.firms = [self.name(2) for _ in range(1500)]
        self.towns = [self.name(1) for _ in range(120)]
        self.count = 0

    def name(self, words: int) -> str:
        rng = self.rng
        return " ".join("".join(rng.choices(_SYLLABLES, k=rng.randint(2, 3))).title() for _ in range(words))

    def act(self, type_: EventType, day: dt.date, **given: object) -> Act:
        self.count += 1
        rng = self.rng
        made = Act(
            self.count, type_, rng.choice(self.officials), (rng.choice(self.firms),), rng.choice(self.towns), day,
            rng.randint(3, 900),
        )  # fmt: skip
        return replace(made, **given)  # type: ignore[arg-type]

    def affairs(self) -> Iterator[list[Act]]:
        """Acts that reports tell together, without end."""
        rng = self.rng
        while True:
            day = FIRST_DAY + dt.timedelta(days=rng.randrange(self.days))
            chance = rng.random()
            if chance < 0.08:
                first = self.act(EventType.VISIT, day, kind="tour")
                more = [
                    self.act(EventType.VISIT, day + dt.timedelta(days=i), actor=first.actor, kind="tour")
                    for i in (1, 2)
                ]
                yield [first, *more]
            elif chance < 0.16:
                first = self.act(EventType.VISIT, day, kind="twice")
                yield [first]
                later = day + dt.timedelta(days=rng.randint(20, 60))
                yield [self.act(EventType.VISIT, later, actor=first.actor, firms=first.firms, kind="twice")]
            elif chance < 0.22:
                firms = rng.sample(self.firms, 8)
                first = self.act(EventType.LISTING, day, firms=tuple(firms[:4]), kind="tranche")
                yield [first]
                later = day + dt.timedelta(days=rng.randint(14, 40))
                yield [self.act(EventType.LISTING, later, actor=first.actor, firms=tuple(firms[4:]), kind="tranche")]
            else:
                yield [self.act(rng.choice(list(VERBS)), day)]


def news(reports: int, seed: int) -> Iterator[Made]:
    """`reports` reports in no order of time."""
    world = _World(reports, seed)
    made = 0
    for acts in world.affairs():
        agency: Made | None = None
        for _ in range(world.rng.randint(1, 6)):
            doc = f"{world.rng.getrandbits(40):010x}"
            report = _tell(acts, doc, agency, world.rng)
            agency = agency or report
            yield report
            made += 1
            if made == reports:
                return


def _tell(acts: Sequence[Act], doc: str, agency: Made | None, rng: random.Random) -> Made:
    outlet = rng.choice(OUTLETS)
    published = max(a.day for a in acts) + dt.timedelta(days=rng.randint(0, 2))
    told = [a for a in acts if len(acts) == 1 or rng.random() < 0.8] or list(acts[:1])
    copied = agency is not None and rng.random() < 0.45
    if copied and agency:
        body, told, published = _copied(agency, rng), list(acts), published
        sentences = [e.evidence for e in agency.record.events]
        told = [a for a in acts if a.number in agency.acts.values()]
    else:
        sentences = [_sentence(a, rng) for a in told]
        rest = [" ".join(rng.choices(WORDS, k=rng.randint(60, 90))) + "." for _ in range(3)]
        body = " ".join([*sentences, *rest])
    if outlet in CLOSINGS:
        body += f" {CLOSINGS[outlet]}."
    head = " ".join(rng.choices(WORDS, k=6)).capitalize()
    text = f"{head}\n\n{body}"
    family = agency.family if copied and agency else doc
    return _record(doc, text, len(head), outlet, published, list(zip(told, sentences, strict=False)), family, rng)


def _sentence(act: Act, rng: random.Random) -> str:
    where = f"the {'grey' if act.number % 2 else 'red'} list" if act.kind == "tranche" else act.place
    return f"{act.actor} {VERBS[act.type]} {' and '.join(act.firms)} in {where} over {act.amount} orders."


def _copied(agency: Made, rng: random.Random) -> str:
    article = agency.record.article
    words = article.text[article.title_end :].split()
    way = rng.choice(("whole", "whole", "near", "cut", "within"))
    if way == "near":
        words = [rng.choice(WORDS) if rng.random() < 0.04 else word for word in words]
    elif way == "cut":
        words = words[: int(len(words) * 0.6)]
    elif way == "within":
        words = [*rng.choices(WORDS, k=80), *words, *rng.choices(WORDS, k=60)]
    return " ".join(words)


def _record(
    doc: str, text: str, head: int, outlet: str, published: dt.date, told: Sequence[tuple[Act, str]], family: str,
    rng: random.Random,
) -> Made:  # fmt: skip
    entities: dict[str, Entity] = {}
    events: list[Event] = []
    acts: dict[str, int] = {}
    for act, sentence in told:
        at = max(text.find(sentence), 0)
        event = _reading(f"v{len(events) + 1}", act, Span(at, at + len(sentence)), text, entities, rng)
        events.append(event)
        acts[event.id] = act.number
    dated = Published(published, "given", Reliability.HIGH) if rng.random() > 0.03 else Published()
    article = Article(doc, f"{doc}.txt", text, text[:head], head, "en", dated, outlet)
    return Made(Record(article, doc, entities=tuple(entities.values()), events=tuple(events)), acts, family)


def _reading(name: str, act: Act, span: Span, text: str, entities: dict[str, Entity], rng: random.Random) -> Event:
    """The act as a reader of that report takes it down."""

    def known(called: str, kind: EntityType) -> str:
        return entities.setdefault(called, Entity(f"e{len(entities) + 1}", kind, called)).id

    firms = [firm for firm in act.firms if len(act.firms) == 1 or rng.random() < 0.7] or [act.firms[0]]
    firms = [firm.split(" ")[0] if rng.random() < 0.15 else firm for firm in firms]
    actor = act.actor if rng.random() > 0.1 else f"{act.actor.split(' ')[0]} J. {act.actor.split(' ')[1]}"
    start = act.day + dt.timedelta(days=rng.choice((-1, 1)) if rng.random() < 0.06 else 0)
    end, precision = start, Precision.DAY
    if rng.random() < 0.08:
        start = act.day.replace(day=1)
        end, precision = (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1), Precision.MONTH
    undated = rng.random() < 0.05
    recipients = tuple(known(firm, EntityType.COMPANY) for firm in firms) if rng.random() > 0.05 else ()
    return Event(
        name, act.type, (known(actor, EntityType.PERSON),) if rng.random() > 0.05 else (), recipients,
        (act.place,) if rng.random() > 0.3 else (), None if undated else start, None if undated else end,
        Precision.UNKNOWN if undated else precision, Status.OCCURRED, Signal.NEUTRAL, None,
        text[span.start : span.end], span, round(rng.uniform(0.5, 0.95), 2), f"{act.type}/made",
        (str(act.amount),) if rng.random() > 0.5 else (),
    )  # fmt: skip
