"""`explain` says of each trigger what became of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retinue.coding import explain
from retinue.knowledge import Knowledge
from retinue.model import Annotation

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("coding")]


def test_verdicts(see: Callable[[str], Annotation], everything: Knowledge) -> None:
    text = "Li Qiang visited BYD. If he visited Xiaomi, its shares would rise. A tourist visited BYD."
    found = explain(see(text), everything)
    verdicts = {(x.frame, x.recipients, x.verdict.split(":")[0].split(",")[0]) for x in found}
    assert ("visit/visit", ("BYD",), "event") in verdicts
    reasons = {x.verdict for x in found}
    assert "dropped: negated or hypothetical" in reasons
    assert "dropped: a required role is empty" in reasons
