"""The parts of a body: the units below it are not the offices inside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import Bigrams

from bot.service import Bot
from ingest.pipeline import understand
from ingest.settings import Settings
from ingest.store import Store

OFFICES = "\n\n".join(
    f"{n}.{name}负责{'、'.join([duty] * 40)}。"
    for n, (name, duty) in enumerate(
        [
            ("立案庭", "案件审查立案"),
            ("办公室", "机关公务接待"),
            ("执行局", "生效文书执行"),
            ("研究室", "重要文稿起草"),
        ],
        1,
    )
)
COURT = f"""\
青屏县人民法院2025年部门预算

一、部门概况

(一)机构设置和所属单位情况。

{OFFICES}

(二)纳入本年预算的下属单位。

青屏县司法警察训练中心,承担司法警察的培训。

二、部门收支总体情况

2025年收入合计900万元,支出合计900万元。
"""

HOME = """\
青屏县社会福利院2025年单位预算

一、机构设置

青屏县社会福利院设5个内设机构,包括:院长室、办公室、财务室、后勤部、护理部。

二、收支总体情况

2025年收入合计300万元,支出合计300万元。
"""


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("structure")
    with Store.open(Settings(store=folder), Bigrams()) as store:
        for name, text in (("法院", COURT), ("福利院", HOME)):
            store.put(understand(text.encode(), f"{name}.txt", name, f"{name}.txt"))
        with Bot(store) as bot:
            yield bot


@pytest.mark.parametrize(
    "question",
    [
        "法院有几个下属单位",
        "法院有哪些所属单位",
        "法院下面有哪些单位",
        "法院有几家预算单位",
        "法院有没有二级单位",
    ],
)
def test_the_units_below_are_told_and_no_duties(bodies: Bot, question: str) -> None:
    answer = bodies.ask(f"青屏县{question}")
    assert "司法警察训练中心" in answer.text
    assert "立案庭" not in answer.text


@pytest.mark.parametrize(
    "question", ["福利院有下属单位吗", "福利院有几个二级单位", "福利院下属单位有哪些"]
)
def test_offices_inside_are_no_units_below(bodies: Bot, question: str) -> None:
    answer = bodies.ask(f"青屏县{question}")
    assert answer.status != "answered" and not answer.figures


def test_more_than_is_quoted_is_said(bodies: Bot) -> None:
    answer = bodies.ask("青屏县法院的机构设置")
    assert "立案庭" in answer.text and "其余请看原文" in answer.text


def test_all_the_offices_are_told_where_they_stand_together(bodies: Bot) -> None:
    answer = bodies.ask("青屏县福利院有哪些内设机构")
    assert "护理部" in answer.text and "其余请看原文" not in answer.text
