"""Who may use the web application: accounts with roles, logins, and a trail of what was done with them.

    accounts = Accounts.open("retinue-accounts.db")
    accounts.add("ana", Role.REVIEWER, "correct horse battery")
    token = accounts.login("ana", "correct horse battery", "192.0.2.7")
    accounts.who(token)                    Account("ana", Role.REVIEWER, …)

They stand in a file of their own beside the record, so that a record can be given away
(docs/decisions/0015-review.md).
"""

from retinue.accounts.accounts import Accounts, LoginError
from retinue.accounts.passwords import SHORTEST
from retinue.accounts.types import Account, Role, Trace

__all__ = ["SHORTEST", "Account", "Accounts", "LoginError", "Role", "Trace"]
