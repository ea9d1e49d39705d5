"""Coverage-guided fuzzing of one target for some seconds, with atheris (libFuzzer for Python).

    python tests/torture/fuzz.py TARGET SECONDS [CORPUS]      (`make fuzz SECONDS=180` runs all)

An input on which a target raises anything but the errors it may raise, or takes longer than SLOW seconds, is printed
and kept as crash-… in the folder at hand; it becomes a test in test_torture_found.py.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

SLOW = 10  # seconds for one input
LONGEST = 4096  # bytes of one input

with atheris.instrument_imports(include=["retinue"]):
    from fuzz_targets import SEEDS, TARGETS


def main() -> None:
    """Fuzz the target named, so many seconds."""
    name, seconds = sys.argv[1], int(sys.argv[2])
    corpus = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(tempfile.mkdtemp())
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{number:02}").write_bytes(seed)
    target: Callable[[bytes], None] = TARGETS[name]
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOW}", "-rss_limit_mb=4096"]
    options += ["-print_final_stats=1", "-verbosity=0", f"-artifact_prefix=crash-{name}-"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
