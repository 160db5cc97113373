"""机关运行经费, however a narrative says whose they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import Bigrams

from bot.service import Bot
from ingest.pipeline import understand
from ingest.settings import Settings
from ingest.store import Store

PAGE = """\
青屏县档案馆2025年部门预算

一、部门收支总体情况

2025年收入合计900万元,支出合计900万元。

二、其他重要事项的情况说明

(一)机关运行经费。

{said}116.37万元,比上年减少4.63万元。

(二)政府采购情况。2025年政府采购预算总额10万元。
"""


@pytest.mark.parametrize("question", ["机关运行经费是多少", "机关运行费多少钱"])
@pytest.mark.parametrize(
    "said",
    [
        "2025年,参照公务员法管理的事业单位机关运行经费财政拨款预算",
        "2025年本单位(参照公务员法管理的事业单位)机关运行经费预算安排",
        "我馆行政单位和参照公务员法管理的事业单位的机关运行经费财政拨款预算为",
        "本部门1家行政单位以及2家参公管理事业单位的机关运行经费财政拨款预算",
        "2025年机关运行经费预算安排",
    ],
)
def test_whose_they_are_is_no_part_of_their_name(tmp_path: Path, said: str, question: str) -> None:
    with Store.open(Settings(store=tmp_path), Bigrams()) as store:
        store.put(understand(PAGE.format(said=said).encode(), "a.txt", "d", "a.txt"))
        with Bot(store) as bot:
            assert [figure.value for figure in bot.ask(question).figures] == ["116.37"]
