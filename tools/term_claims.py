"""Make claims on terms of office from public data sets; `tools/check_terms.py` compares them with ours.

    python tools/term_claims.py infoboxes FOLDER CC SOURCE > claims.csv
    python tools/term_claims.py holders FILE CC SOURCE > claims.csv
    python tools/term_claims.py broadcasts FOLDER SOURCE > claims.csv

`infoboxes` reads the infoboxes of Wikipedia (`enwiki/infobox`, `enwiki/index.csv`) and `holders` Wikidata's
"position held" (`html/holders21.csv`) as the every-politician-scrapers keep them for one country; `broadcasts`
reads transcripts of China's evening news (`events-YYYY.json` of nelsonwang222/china-leadership-tracker) with
`terms/titles.tsv`, our offices' Chinese titles, and the Han names that our files give people; `terms/abroad.tsv`
says how the news names leaders and ministers of other countries.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from check_terms import DATA, Known

FIELDS = ("person", "wikidata", "country", "office", "since", "until", "seen", "source")
TITLES = Path(__file__).parent / "terms" / "titles.tsv"
ABROAD = Path(__file__).parent / "terms" / "abroad.tsv"
MONTHS = {
    name[:3]: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
PAIR = re.compile(r'"([^"\n]+)": "((?:[^"\\\n]|\\.)*)"')
HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")
# Further titles may stand between the title asked for and the name: "国务委员兼外交部长王毅".
BETWEEN = r"(?:(?:、|兼)[^，。；：、]{2,16}){0,3}?(?:、|兼)?"


def day(text: str) -> str:
    """A date in English as YYYY, YYYY-MM or YYYY-MM-DD; empty when there is none."""
    found = re.search(r"(?:(\d{1,2}) )?([A-Z][a-z]{2})[a-z]*\.?,? (?:(\d{1,2}),? )?(\d{4})", text)
    if found and (month := MONTHS.get(found[2].lower())):
        number = found[1] or found[3]
        return f"{found[4]}-{month:02d}" + (f"-{int(number):02d}" if number else "")
    year = re.search(r"\b\d{4}\b", text)
    return year[0] if year else ""


def infoboxes(folder: Path, country: str, source: str) -> Iterator[dict[str, str]]:
    """Each office of each infobox that has a begin."""
    with (folder / "enwiki" / "index.csv").open(encoding="utf-8") as file:
        index = {row["pageid"]: row for row in csv.DictReader(file)}
    for path in sorted((folder / "enwiki" / "infobox").iterdir()):
        page = index.get(path.stem, {})
        for box in _boxes(path.read_text("utf-8")):
            person = re.sub(r" \(.*", "", page.get("title") or box.get("name", ""))
            for number in [key[10:] for key in box if re.fullmatch(r"term_start\d*", key)]:
                office = box.get(f"office{number}") or box.get(f"title{number}") or ""
                since, until = (day(box.get(f"term_{end}{number}", "")) for end in ("start", "end"))
                yield _row(person, page.get("wikidata", ""), country, office, since, until, "", source)


def _boxes(text: str) -> Iterator[dict[str, str]]:
    """The boxes of a file, one after another; its JSON is not always sound, so pairs are read by themselves."""
    for part in re.split(r"^\}\s*$", text, flags=re.M):
        if pairs := dict(PAIR.findall(part)):
            yield pairs


def holders(path: Path, country: str, source: str) -> Iterator[dict[str, str]]:
    """Each row of a table of holders."""
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield _row(row["person"], row["personID"], country, row["position"], row["start"], row["end"], "", source)


def broadcasts(folder: Path, source: str) -> Iterator[dict[str, str]]:
    """For each of our people in each office the days on which a broadcast names them with its title."""
    titles = dict(line.split("\t") for line in TITLES.read_text("utf-8").splitlines())
    asked = [
        (office, titles[office].split("|"), names)
        for office, names in _names(Known(DATA)).items()
        if office in titles
    ]
    naming = {office: re.compile(_naming(titles[office], names)) for office, _, names in asked}
    abroad = list(_abroad())
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for date, text in _broadcasts(folder):
        for office, called, names in asked:
            if any(title in text for title in called):
                for found in naming[office].finditer(text):
                    seen[names[found[1]], office].append(date)
        for person, office, spelt, pattern in abroad:
            if any(name in text for name in spelt) and pattern.search(text):
                seen[person, office].append(date)
    for (person, office), days in sorted(seen.items()):
        told = f"{source} names the holder on {days[0]}" + (f" and up to {days[-1]}" if days[-1] != days[0] else "")
        yield _row(person, "", "", office, "", "", " ".join(dict.fromkeys(days)), told)


def _abroad() -> Iterator[tuple[str, str, list[str], re.Pattern[str]]]:
    """People of other countries: id, office, Chinese names, and how the news names them in the office."""
    for line in ABROAD.read_text("utf-8").splitlines():
        person, office, country, titles, names = line.split("\t")
        where = rf"(?:{country})(?:[^，。；：、]{{0,10}}(?:兼|、))?" if country else ""
        further = r"(?:(?:兼|、)[^，。；：、]{2,12})?(?:[\u4e00-\u9fff·]{0,6}·)?"
        yield person, office, names.split("|"), re.compile(rf"(?<![前原候任]){where}(?:{titles}){further}(?:{names})")


def _names(known: Known) -> dict[str, dict[str, str]]:
    """For each office the Han names of those who ever held it, and who that is."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for term in known.terms:
        for name in known.people[term.person].get("aliases", ()):
            if HAN.fullmatch(name):
                names[term.office][name] = term.person
    return names


def _naming(titles: str, names: dict[str, str]) -> str:
    return rf"(?<![前原任副])(?:{titles}){BETWEEN}({'|'.join(sorted(names, key=len, reverse=True))})"


def _broadcasts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.json")):
        for key, event in json.loads(path.read_text("utf-8")).items():
            text = re.sub(r"\s", "", (event.get("title_zh") or "") + "。" + event["content_zh"])
            yield f"{key[:4]}-{key[4:6]}-{key[6:8]}", text


def _row(*values: str) -> dict[str, str]:
    return dict(zip(FIELDS, values, strict=True))


def main() -> None:
    """Write the claims of one source to standard output."""
    match sys.argv[1:]:
        case ["infoboxes", folder, country, source]:
            rows = infoboxes(Path(folder), country, source)
        case ["holders", path, country, source]:
            rows = holders(Path(path), country, source)
        case ["broadcasts", folder, source]:
            rows = broadcasts(Path(folder), source)
        case _:
            raise SystemExit((__doc__ or "").strip())
    writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


if __name__ == "__main__":
    main()
