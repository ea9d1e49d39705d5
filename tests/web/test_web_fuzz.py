"""The API against its own description: whatever is sent, no error of ours, and answers of the shape that is told.

`RETINUE_FUZZ=1` sends more.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

EXAMPLES = 15 if "RETINUE_FUZZ" in os.environ else 2  # of each operation: fifteen take minutes
schemathesis = pytest.importorskip("schemathesis")

from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402
from web_made import make_record  # noqa: E402

from retinue.settings import Settings  # noqa: E402
from retinue.web import create_app  # noqa: E402

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
DESCRIPTION = "/api/v1/openapi.json"
OPERATIONS = sorted(
    (path, method.upper())
    for path, operations in create_app(Settings(database="none.db")).openapi()["paths"].items()
    for method in operations
)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The description, as a running application over a record of its own gives it."""
    app = create_app(Settings(database=str(make_record(tmp_path_factory.mktemp("fuzz") / "t.db"))))
    app.state.reader.look()  # what is read once only takes longer than one answer may
    return schemathesis.openapi.from_asgi(DESCRIPTION, _at_home(app))


def _at_home(app: Any) -> Any:
    """The application as this machine's own name reaches it: others are refused while there are no accounts."""

    async def reached(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            headers = [pair for pair in scope["headers"] if pair[0] != b"host"]
            scope = {**scope, "headers": [*headers, (b"host", b"localhost")]}
        await app(scope, receive, send)

    return reached


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_whatever_is_sent_the_answer_is_as_described(described: Any, path: str, method: str) -> None:
    operation = described[path][method]

    @settings(
        max_examples=EXAMPLES, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def sent(case: Any) -> None:
        (case.query or {}).pop("cursor", None)  # only those that an answer gave are taken
        # That a kept search is one can't be told in a schema.
        case.call_and_validate(excluded_checks=[positive_data_acceptance] if method == "POST" else [])

    sent()
