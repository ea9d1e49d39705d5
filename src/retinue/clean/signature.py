"""What a page says of its own outlet around the text: "X is regulated by …", "the X app", an address, "told X"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from retinue.clean.blocks import Block, size
from retinue.clean.furniture import fold

_WORD = r"(?:[A-ZÀ-Þ0-9][\w&'.-]*|&)"
_NAME = rf"(?P<name>(?:[Tt]he\s)?{_WORD}(?:\s(?:{_WORD}|of|the|and|de|du|la)){{0,5}}?)"
_LEGAL = r"(?:GmbH|Ltd|Limited|Inc|LLC|KK|BV|B\.V\.|AG|SA|S\.A\.|SpA|AB|ASA|OÜ|Pty|Oy|PLC|plc)"
_LETTER = r"(?:newsletter|briefing|brief|podcast|alerts|bulletin|letter|e-?mail|channel|live|newsroom)"
_OF_ITSELF = (  # formulas that nobody but an outlet has on its page
    rf"^\W*{_NAME}\s(?:is|are|was)\s(?:also\s)?(?:not\s)?(?:an?\s|the\s)?(?:\w+ly\s)?"
    r"(?:published|regulated|member|"
    r"publication|owned|funded|edited|affiliated|part\sof|registered|printed|newsletter|newspaper|magazine|imprint|"
    r"not\sresponsible|responsible\sfor)\b",
    rf"^\W*{_NAME}\s(?:welcomes|accepts|takes|reserves|uses|adheres|subscribes|follows|may\searn|cannot\sbe\sheld|does\snot)\s",
    rf"\b[Ss]tandards:\s(?:The\s)?{_NAME}\s(?:Trust|Principles|Code|Charter|Editorial|Standards|Guide)",
    rf"\b(?:[Dd]ownload|[Gg]et|[Ii]nstall|[Tt]ry|[Oo]pen)\s(?:the\s)?{_NAME}(?:'s)?\s(?:\w+\s)?app\b",
    rf"\b(?:[Ss]ign\sup\s(?:for|to)|[Gg]et|[Ss]ubscribe\sto|[Jj]oin|[Rr]eceive|[Ll]isten:?(?:\sto)?)\s(?:the\s)?{_NAME}"
    rf"(?:'s)?\s(?:\w+\s){{0,2}}{_LETTER}\b",
    rf"\b[Aa]bout\s[Tt]he\s{_NAME}(?=$|\s?[|·•.])",
    rf"(?:^|\|\s)\W*{_NAME}[,.]?\s{_LEGAL}(?![\w])",
    rf"^\W*{_NAME}(?:\.|\s[|·-]|,)\s(?:[Ff]or\ssubscribers|[Aa]ll\srights|[Rr]eproduction|[Dd]o\snot|[Ii]mprint|ISSN|Contact|Jobs|"
    r"About|Privacy|Terms|Corrections|Advertise|Careers|Help)\b",
    rf"^From:\s{_NAME}\s<",  # an electronic letter's sender
    rf"\b(?:edition|issue|page|reader|subscriber|supporter|friend)s?\sof\s(?:the\s)?{_NAME}(?=$|[.,|)]|\s(?:of|on)\s\d)",
    rf"\b(?:[Rr]eceiving|[Rr]eading|[Ww]elcome\sto)\s(?:the\s)?{_NAME}(?=$|[.,|:]|\s(?:because|as|for\sfree|online))",
    rf"\b(?:is|are)\s(?:the\s)?{_NAME}'s\s(?:\w+\s){{0,3}}(?:correspondent|reporter|editor|columnist|writer|bureau\schief)s?\b",
    rf"\b(?:correspondent|reporter|editor|columnist|staff\swriter)s?\s(?:of|for|at|with)\s(?:the\s)?{_NAME}(?=$|[.,|])",
)
_BY_ANYONE = (  # formulas that may as well name a person, a firm or a topic
    rf"(?i:\b(?:more\sfrom|follow|support|contact|write\sto))\s(?:the\s)?{_NAME}(?=$|\s?[|·•.:]|\son\s)",
    rf"(?i:\b(?:published|posted|issued|uploaded|put\sout))\s(?i:in|by)\s(?:the\s)?{_NAME}(?=$|[.,|]|\s(?:of|on)\s\d)",
    rf"(?i:\b(?:press|news|media)\s(?:release|statement))\s(?:from|by|of)\s(?:the\s)?{_NAME}(?=$|[.,|])",
    rf"^\W*{_NAME}(?:,?\s(?:19|20)\d\d)?\W*$",
)
_SURE, _DOUBTFUL = ([re.compile(p) for p in patterns] for patterns in (_OF_ITSELF, _BY_ANYONE))
_COPYRIGHT = re.compile(
    r"(?:©|ⓒ|\(c\)|\bCC BY[\w-]*+\s|copyright)\s*(?:©|ⓒ|\(c\))?\s*(?:by\s)?,?\s*(?:\d{1,2}\s[A-Z]\w+\s)?"
    r"(?:(?:19|20)\d\d\s*(?:[-–]\s*(?:19|20)?\d\d)?)?[,.]?\s*(?:by\s|of\s)?"
    r"(?P<name>[^\W\d_][^.|©·()\d]{2,60}?)\s*"
    r"(?:(?:\d{1,2}\s[A-Z]\w+\s)?(?:19|20)\d\d|\.|\||·|,? all rights|[-–]|,|\(|$)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?P<name>[^\W\d_][\w .&'’-]{2,50}?)\s*(?:©|\(c\)|,? ?(?:19|20)\d\d\. |,? (?:the )?copyright)", re.IGNORECASE
)
_OWNED = re.compile(r"^版权归(?P<name>\S{2,16}?)所有|^(?P<other>[^,]{3,50}), the copyright is owned", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"all rights|copyright|reserved|unauthori|reproduc|home|http|cookie|subscribe|log ?in|sign (?:in|up)|skip|menu"
    r"|issue \d|advert|updated|published|posted|\bby\b|首页|字号|来源|原创|发布|记者|编辑|分享|edition$|^date\b"
    r"|^(?:for )?immediate release|^(?:press|news|media) (?:release|statement)|[>＞\0]",
    re.IGNORECASE,
)
_TOLD = (
    r"(?:told|tells|(?:seen|reviewed|obtained) by|(?:shown|sent) to|interview with|(?:mail|statement) to)\s(?:the\s)?"
)
_ADDRESS = re.compile(
    r"(?:[\w.+-]+@|https?://|www\.)(?:www\.)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)|\b(?P<bare>[a-z0-9-]{4,}\.(?:com|org|net|news|co\.[a-z]{2}|[a-z]{2}))\b"
)
_STATE = re.compile(
    r"^(?:the\s)?(?:government|gouvernement|gobierno|state|kingdom|republic)(?:\s(?:of|du|de)\b|$)|\bgovernment$",
    re.IGNORECASE,
)
_COPIED = re.compile(
    r"republish|reprint|reproduced|with permission|syndicat|courtesy|first appeared|originally", re.IGNORECASE
)
_LONGEST = 40  # words: lines beyond that tell of other things


@dataclass(frozen=True, slots=True)
class Signature:
    """Where an outlet names itself again: `lines` around the text, `hosts` of addresses in them, the `text` itself.

    `own` are names that the page gives itself in so many words: in a copyright line, a dateline, its title tag.
    """

    lines: tuple[str, ...]
    hosts: tuple[str, ...]
    own: tuple[str, ...]
    text: str

    def confirms(self, name: str, sure: bool = False, person: bool = False) -> bool:
        """True when the page gives itself `name` once more; for a `sure` outlet's name any second mention will do.

        What may be a `person`'s needs an address or the text's own "told X".
        """
        bare, tight = _bare(name), _squash(_bare(name))
        if len(tight) < 4:
            return False
        if any(tight in host or tight.startswith(host) for host in self.hosts):
            return True
        if not person and any(_squash(_bare(own)).startswith(tight) for own in self.own):
            return True
        again = re.compile(rf"(?<!\w){re.escape(bare)}(?!\w)", re.IGNORECASE)
        if sure and sum(bool(again.search(line)) for line in self.lines) >= 2:
            return True
        return bool(re.search(rf"\b{_TOLD}{re.escape(bare)}(?!\w)", self.text))


def signature(blocks: Sequence[Block], own: Iterable[str], text: str) -> Signature:
    """Gather what `confirms` looks at; `blocks` are those around the article `text`."""
    lines = tuple(fold(block.text) for block in blocks if size(block.text) <= _LONGEST)
    found = (match for line in lines for match in _ADDRESS.finditer(line.lower()))
    hosts = {_squash(label) for match in found for label in _labels(match["host"] or match["bare"])}
    return Signature(lines, tuple(hosts), (*own, *of_itself(blocks)), text)


def of_itself(blocks: Sequence[Block], sure: Callable[[str], bool] | None = None) -> Iterator[str]:
    """Names in the formulas by which outlets speak of themselves; in doubtful ones only names that are `sure`."""
    for block in blocks:
        line = fold(block.text)
        if size(line) > _LONGEST or _COPIED.search(line):
            continue
        for pattern in (*_SURE, *(_DOUBTFUL if sure else ())):
            match = pattern.search(line)
            if match and not _OWN_WORDS.fullmatch(match["name"]):
                name = re.sub(r"'s$", "", match["name"])
                if pattern in _SURE or (sure and sure(name)):
                    yield name


def owners(blocks: Sequence[Block]) -> Iterator[str]:
    """Whom copyright lines name, the last line first."""
    for block in reversed(blocks):
        text = fold(block.text)
        for pattern in (_OWNED, _COPYRIGHT, _BEFORE):
            match = pattern.search(text)
            if match:
                name = match["name"] or match.groupdict().get("other") or ""
                name = re.sub(r"\s*(?:版权|all rights).*", "", name, flags=re.IGNORECASE)
                if name and "/" not in name and not is_excluded(name) and size(name) <= 8:
                    yield name
                break


def is_excluded(name: str) -> bool:
    """True for wordings of buttons and labels that are nobody's name."""
    return bool(_NOT_NAMES.search(name))


def is_state(name: str) -> bool:
    """True for the banner of a whole state, under which its offices put out their own releases."""
    return bool(_STATE.search(name))


_OWN_WORDS = re.compile(
    r"(?:the\s)?(?:we|you|they|who|he|she|all|rights|reproduction|subscribe|release|author|our|us|this|it|here|free|daily|weekly|breaking|news|morning|more|\W)+",
    re.IGNORECASE,
)


def _labels(host: str) -> Iterator[str]:
    """The labels of a host that may be a name, without its ending: "tips@news.orientcourier.example"."""
    yield from (label for label in host.split(".")[:-1] if len(label) >= 4)


def _bare(name: str) -> str:
    return re.sub(r"^the\s", "", fold(name), flags=re.IGNORECASE)


def _squash(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
