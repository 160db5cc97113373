"""What can go wrong for reasons outside the code. Each message is a Chinese sentence for people.

::

    BudgetQAError
    ├── SettingsError   a setting that cannot be used: an address, a folder, a model
    ├── StoreError      a store that cannot be read or written: damaged, unreachable, too new
    └── UnreadableError a file no reader can take: empty, unknown, encrypted, damaged, too large

Bad data is an :class:`~ingest.model.Issue`, not an exception; a bad call raises what Python
raises for it (KeyError, ValueError).
"""

from __future__ import annotations


class BudgetQAError(Exception):
    """``str()`` of any of these may be shown to a user as it is."""


class SettingsError(BudgetQAError):
    """A setting that cannot be used; the message names it and says how to mend it."""


class StoreError(BudgetQAError):
    """A store that cannot be read or written; nothing was changed."""


class UnreadableError(BudgetQAError):
    """A file no reader can take; the message says why and what to do about it.

    ``code`` is that of the Issue it becomes.
    """

    def __init__(self, message: str, code: str = "unreadable") -> None:
        super().__init__(message, code)
        self.code = code

    def __str__(self) -> str:
        return str(self.args[0])
