"""What a figure is called: every label over it, and what it is called besides in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bot.labels.kinds import is_named
from bot.labels.place import Place
from bot.labels.skeletons import skeleton, variants
from ingest.text import label_key
from ingest.vocabulary import is_total, read

Role = Literal["row", "column", "above", "head", "title", "code"]


def labels_of(place: Place) -> Iterator[tuple[str, Role]]:
    """Every label of a place with its role, as skeletons; the same label once a role.

    The total of a group carries the group's name: 小计 under 公务用车购置及运行费 is that.
    """
    *above, leaf = place.row or ("",)
    *heads, column = place.column or ("",)
    named: list[tuple[str, Role]] = [] if place.of_fund else [(leaf, "row")]
    named += [(column, "column")] if place.fact else []  # a stage is not what is asked for
    if heads and (is_total(column) or not (place.row or is_named(column))):
        named.append((next(filter(is_named, reversed(heads)), heads[-1]), "column"))
    if above and is_total(leaf) and not is_total(above[-1]):
        named.append((above[-1], "row"))
    named += [(label, "row") for label in _said_in_full(place)]
    named += [(label, "row") for label in _of_its_side(place)]
    named += [(label, "above") for label in above] + [(label, "head") for label in heads]
    seen: set[str] = set()
    for label, role in named:
        for key in variants(label):
            if len(key) > 1 and key not in seen:
                seen.add(key)
                yield key, role
    if place.fact and place.fact.code and len(place.fact.code) > 1:
        yield place.fact.code.lower(), "code"


def _said_in_full(place: Place) -> Iterator[str]:
    """What a sentence's figure is called besides: 国内公务接待批次 for 国内公务接待62批次,
    政府性基金预算支出 for 本年支出 below the heading of that fund, 收入总计 for 收、支总计.
    """
    statement, words = place.statement, read("narrative")
    if statement is None or not place.row:
        return
    leaf = place.row[-1]
    item = read("kinds")["item"]
    if both := re.match(item["both"], label_key(leaf)):
        yield from (both["front"] + side for side in item["sides"])
    if (mere := re.sub(item["whose"], "", skeleton(leaf))) != skeleton(leaf):
        yield mere
    if statement.aspect == "count":
        for noun in words["counted"].get(statement.unit, ()):
            yield from dict.fromkeys((leaf + noun, leaf.removesuffix("团组") + noun))
    if fund := place.of_fund:
        for total in (leaf, leaf.removeprefix("本年"), leaf.removesuffix("合计")):
            yield from (fund + total, fund.removesuffix("预算") + total)


def side_of(place: Place) -> str | None:
    """收入 or 支出, where lists of both stand side by side under these heads."""
    head = label_key(place.column[0]) if place.fact and len(place.column) > 1 else ""
    return head if any(head == side[:2] for side in read("kinds")["item"]["sides"]) else None


def _of_its_side(place: Place) -> Iterator[str]:
    """What the 总计 of one side of a 收支 table is called besides: 收入总计, 支出总计."""
    side = side_of(place)
    if side and len(place.row) == 1 and is_total(place.row[0]):
        total = label_key(place.row[0])
        yield from [side + total] if side not in total else []
