"""What stands beside a disclosure: the other files of it, and the one of the year before."""

from __future__ import annotations

from ingest.model import Metadata
from ingest.organizations import same_for_all


def is_beside(one: Metadata, other: Metadata) -> bool:
    """Whether another document of the same body says the same year's figures, or last year's."""
    return is_file_of(one, other) or is_year_before(one, other)


def is_file_of(one: Metadata, other: Metadata) -> bool:
    """Whether both are files of one disclosure: text in one, tables in the other."""
    return _of_one_body(one, other) and one.year is not None and one.year == other.year


def is_year_before(one: Metadata, other: Metadata) -> bool:
    """Whether ``other`` is what ``one`` calls 上年."""
    return _of_one_body(one, other) and one.year is not None and one.year - 1 == other.year


def _of_one_body(one: Metadata, other: Metadata) -> bool:
    """The same body, and surely not 部门 against 单位, nor 预算 against 决算."""
    bodies = {same_for_all(each.organization) for each in (one, other)}
    scopes = {one.scope, other.scope} - {None}
    return len(bodies) == 1 and len(scopes) < 2 and one.kind == other.kind
