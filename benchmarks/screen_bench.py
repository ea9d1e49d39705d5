"""How fast names are screened: 10,000 queries against 100,000 listed names, on one core, all names made up.

    python benchmarks/screen_bench.py [LISTED] [QUERIES]

Half of the queries are listed names written otherwise (order, slip, legal form, Han for pinyin), half are not listed.
Brute force would compare each query with each name; "fewer" says how many times fewer full comparisons were made.
"""

from __future__ import annotations

import random
import sys
import time

from retinue.names import Index
from retinue.names.words import words

GIVEN = "muhammad ahmed ivan olga sergei maria jose carlos anna peter hassan fatima john mary yusuf igor elena pablo"
STEMS = (
    "al ba kor den mir tas vol gra shi lek nov par rus sal tev ur zan bel dor fen gal hor jan kil lom mun ner os pol"
)
TRADES = (
    "trading shipping technology industries holding logistics electronics engineering energy chemical group import"
)
FORMS = "ltd llc gmbh inc corp co limited sa jsc"


def made_word(random_: random.Random) -> str:
    return "".join(random_.choices(STEMS.split(), k=random_.choice((2, 3, 3))))


def made_name(random_: random.Random) -> str:
    kind = random_.random()
    if kind < 0.35:
        return f"{random_.choice(GIVEN.split())} {made_word(random_)} {made_word(random_)}".title()
    if kind < 0.55:
        surname = random_.choice(sorted(words().surnames_pinyin))
        return f"{surname} {''.join(random_.choices(sorted(words().syllables), k=2))}".title()
    name = (
        f"{made_word(random_)} {made_word(random_)} {random_.choice(TRADES.split())} {random_.choice(FORMS.split())}"
    )
    return name.title()


def varied(name: str, random_: random.Random) -> str:
    """The name as somebody else would write it."""
    parts = name.split()
    if random_.random() < 0.5 and len(parts) < 4:
        return f"{parts[-1].upper()}, {' '.join(parts[:-1])}"
    at = random_.randrange(len(parts))
    word = parts[at]
    if len(word) > 6:
        parts[at] = word[:3] + word[4] + word[3] + word[5:]
    return " ".join(parts)


def main() -> None:
    listed_count, query_count = (int(given) for given in (*sys.argv[1:3], 100_000, 10_000)[:2])
    random_ = random.Random(20261130)
    listed = [made_name(random_) for _ in range(listed_count)]
    asked = [varied(random_.choice(listed), random_) for _ in range(query_count // 2)]
    asked += [made_name(random_) for _ in range(query_count - len(asked))]
    started = time.process_time()
    index = Index((name, str(row)) for row, name in enumerate(listed))
    built = time.process_time()
    found = sum(bool(index.find(name)) for name in asked)
    ended = time.process_time()
    fewer = listed_count * query_count / max(index.compared, 1)
    rate = query_count / (ended - built)
    print(f"{listed_count:,} listed names indexed in {built - started:.1f} s of one core")
    print(f"{query_count:,} queries in {ended - built:.1f} s ({rate:,.0f} a second), {found:,} found something")
    print(f"all in {ended - started:.1f} s; {index.compared:,} full comparisons, {fewer:,.0f} times fewer than all")


if __name__ == "__main__":
    main()
