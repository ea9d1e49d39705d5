"""Where people decide: events brought together and parted, accepted, rejected and corrected; taken back; looked at.

    desk = Desk(store, knowledge, by="ana")
    number = desk.correct("bdc4de", "start", ["2024-03-05"], reason="the ministry's own page")
    desk.undo(number)
    desk.resolve("Huawei Tech", "huawei")
    kept(store)                            every judgement with what has become of it

Judgements are rows (docs/judgements.md); events change when reports are fused again.
"""

from retinue.judge.desk import Desk
from retinue.judge.find import Found, find
from retinue.judge.kept import Kept, bearing_on, kept
from retinue.judge.resolve import bring_into_line

__all__ = ["Desk", "Found", "Kept", "bearing_on", "bring_into_line", "find", "kept"]
