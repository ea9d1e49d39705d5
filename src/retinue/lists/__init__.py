"""Published restriction lists: read from the files authorities publish, and kept with their history."""

from retinue.lists.known import KnownList, known_list
from retinue.lists.merge import open_register, with_lists
from retinue.lists.read import FileRead, read_file
from retinue.lists.register import Register
from retinue.lists.types import Entry, ImportReport, Listed, RowProblem

__all__ = [
    "Entry",
    "FileRead",
    "ImportReport",
    "KnownList",
    "Listed",
    "Register",
    "RowProblem",
    "known_list",
    "open_register",
    "read_file",
    "with_lists",
]
