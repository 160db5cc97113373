"""Groups of indicators (数量指标, 质量指标): every indicator under them, of the forms asked."""

from __future__ import annotations

import pytest

from bot.service import Bot


@pytest.mark.parametrize(
    "question",
    [
        "政务服务培训项目的数量指标有哪些",
        "政务服务培训项目的数量指标是多少",
        "政务服务培训项目，数量指标各是多少",
    ],
)
def test_a_group_of_a_project_is_all_its_indicators(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert [figure.value for figure in answer.figures] == ["200", "4"]
    assert "金额" not in answer.text


def test_a_group_named_alone_is_that_of_every_form(bot: Bot) -> None:
    answer = bot.ask("质量指标有哪些")
    assert len(answer.figures) == 8
    assert {"30", "96", "95"} <= {figure.value for figure in answer.figures}


def test_a_group_of_the_whole_body_leaves_its_projects_out(bot: Bot) -> None:
    answer = bot.ask("整体绩效的数量指标有哪些")
    assert [figure.value for figure in answer.figures] == ["5000", "0.82", "80", "41", "50"]


def test_how_many_indicators_a_group_has_is_counted(bot: Bot) -> None:
    answer = bot.ask("资产购置及维修维护的数量指标有几个")
    assert (answer.figures[0].value, answer.figures[0].unit) == ("3", "个")


def test_a_group_of_one_indicator_is_that_one(bot: Bot) -> None:
    [figure] = bot.ask("政务服务培训项目的满意度指标是多少").figures
    assert figure.value == "96"
