"""What people say in a conversation: corrections, choices, thanks, questions of several turns."""

from __future__ import annotations

from time import perf_counter

import pytest
from talking import talk

from bot.service import Bot
from bot.words.normalise import LIMIT


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("办公费是多少", "不是这个，我问的是差旅费"), "2.00"),
        (("办公费是多少", "打错了，是邮电费"), "4.99"),
        (("办公费是多少", "不对，我说的是水费"), "0.16"),
        (("办公费是多少", "换个问题，住房公积金是多少"), "31.32"),
        (("办公费是多少", "谢谢", "折合多少元"), "4000"),
        (("办公费是多少", "好的", "那水费呢"), "0.16"),
        (("办公费是多少", "刚才那个数再说一遍"), "0.40"),
        (("教育支出是什么", "多少钱"), "2.26"),
        (("公务接待费多少", "水费呢", "回到刚才的公务接待费"), "1.00"),
    ],
)
def test_words_about_the_conversation_are_no_part_of_the_question(
    bot: Bot, turns: tuple[str, ...], value: str
) -> None:
    assert talk(bot, *turns).figures[0].value == value


@pytest.mark.parametrize("said", ["谢谢", "好的，谢谢", "嗯", "你好", "再见", "是的", "换个问题"])
def test_small_talk_is_answered_as_such(bot: Bot, said: str) -> None:
    answer = talk(bot, "办公费是多少", said)
    assert answer.status == "refused" and not answer.figures
    assert "没有找到" not in answer.text


def test_thanks_beside_a_question_are_no_small_talk(bot: Bot) -> None:
    assert talk(bot, "你好，谢谢，办公费是多少").figures[0].value == "0.40"


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("基本工资多少", "奖金呢", "津贴补贴呢", "三个加起来"), "261.00"),
        (("基本工资多少", "奖金呢", "津贴补贴呢", "后面两个加起来"), "173.41"),
        (("办公费多少", "水费呢", "电费呢", "加起来呢"), "1.05"),
        (("办公费多少", "水费呢", "电费呢", "合计多少"), "1.05"),
        (("人员经费多少", "公用经费呢", "合计"), "717.77"),
        (("办公费和水费各多少", "两个加起来呢"), "0.56"),
        (("办公费多少", "水费呢", "合计", "这两个加起来"), "0.56"),
    ],
)
def test_as_many_are_added_as_are_said(bot: Bot, turns: tuple[str, ...], value: str) -> None:
    answer = talk(bot, *turns)
    assert answer.figures[0].value == value
    assert answer.figures[0].formula


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("水费多少", "加上电费呢"), "0.65"),
        (("水费和电费", "加起来", "再加邮电费"), "5.64"),
        (("公务接待费", "和差旅费差多少"), "1.00"),
        (("差旅费", "跟培训费一样吗", "和水费差多少"), "1.84"),
    ],
)
def test_an_item_is_added_to_or_set_against_what_was_spoken_of(
    bot: Bot, turns: tuple[str, ...], value: str
) -> None:
    answer = talk(bot, *turns)
    assert answer.figures[0].value == value
    assert answer.figures[0].formula


@pytest.mark.parametrize(
    ("turns", "value", "table"),
    [
        (("住房公积金", "表三里的那个"), "31.32", "表三"),
        (("住房公积金", "表三里的那个", "表二的呢"), "31.32", "表二"),
        (("三公经费多少", "我说的是表四里的"), "3.50", "表四"),
    ],
)
def test_the_place_meant_is_narrowed(
    bot: Bot, turns: tuple[str, ...], value: str, table: str
) -> None:
    answer = talk(bot, *turns)
    assert [figure.value for figure in answer.figures] == [value]
    assert {citation.table for citation in answer.citations} == {table}


def test_a_part_is_set_against_what_it_is_part_of(bot: Bot) -> None:
    answer = talk(bot, "基本支出", "其中人员经费", "占多少")
    assert answer.figures[0].formula == "601.40 ÷ 717.77 × 100"


@pytest.mark.parametrize("run", ["嗯", "对是", "谢谢", "hi", "你好", "好的,", "啊", "第一个"])
def test_endless_small_talk_takes_no_time(bot: Bot, run: str) -> None:
    started = perf_counter()
    talk(bot, "办公费是多少", f"{run * 400}x"[-LIMIT:])
    assert perf_counter() - started < 10


def test_more_than_were_spoken_of_are_not_added(bot: Bot) -> None:
    answer = talk(bot, "办公费多少", "水费呢", "五个加起来")
    assert answer.status != "answered" and not answer.figures


def test_a_second_share_is_of_the_same_item(bot: Bot) -> None:
    answer = talk(bot, "机关运行经费多少", "占基本支出的百分之几", "占总支出呢")
    assert answer.figures[0].formula == "116.37 ÷ 1,141.98 × 100"


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("项目有哪些", "第二个多少钱"), "192.30"),
        (("项目有几个", "第三个是什么"), "11.40"),
        (("项目有哪些", "最后一个的预算"), "42.84"),
        (("项目里花钱最多的两个是哪两个", "第二个的满意度指标是多少"), "98"),
        (("办公费和水费各是多少", "第二个折合多少元"), "1600"),
    ],
)
def test_what_was_listed_is_pointed_at(bot: Bot, turns: tuple[str, ...], value: str) -> None:
    assert talk(bot, *turns).figures[0].value == value


@pytest.mark.parametrize(
    "turns", [("第二个",), ("公务接待费多少", "第二个"), ("项目有哪些", "第十一个")]
)
def test_nothing_is_pointed_at_where_nothing_was_listed(bot: Bot, turns: tuple[str, ...]) -> None:
    answer = talk(bot, *turns)
    assert answer.status != "answered" and not answer.figures


def test_a_doubted_figure_is_shown_where_it_stands(bot: Bot) -> None:
    answer = talk(bot, "工会经费多少", "你确定吗")
    assert "52.49" in answer.text and "表三" in answer.text


def test_this_project_is_no_item_of_another_table(bot: Bot) -> None:
    turns = ("“民呼我为”平台管理员培训多少人次", "这个项目多少钱")
    assert talk(bot, *turns).figures[0].value == "9.30"
    later = talk(bot, "基本支出多少", "那项目支出呢")
    assert [figure.value for figure in later.figures] == ["424.21"]


@pytest.mark.parametrize("question", ["公务接待费花在哪", "培训费都花在哪了", "基本支出花到哪了"])
def test_where_an_item_went_is_not_where_all_the_money_went(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert "1,012.57" not in answer.text
    assert "1,012.57" in bot.ask("钱都花在哪").text


def test_where_a_projects_money_went_is_told_by_its_form(bot: Bot) -> None:
    answer = talk(bot, "花钱最多的项目是哪个", "具体花在哪")
    assert "光纤" in answer.text and "1,012.57" not in answer.text


def test_why_there_is_none_is_told_by_the_note_of_the_empty_table(bot: Bot) -> None:
    assert "无政府性基金收支" in talk(bot, "政府性基金多少", "为什么没有").text


def test_what_was_asked_of_a_project_is_asked_of_the_next(bot: Bot) -> None:
    turns = ("综窗人员工作餐项目多少钱", "它的满意度指标是多少", "那培训项目的呢")
    answer = talk(bot, *turns)
    assert (answer.figures[0].value, answer.figures[0].unit) == ("96", "%")
    assert talk(bot, turns[0], turns[2]).figures[0].value == "9.30"


def test_items_named_with_what_they_are_part_of_are_compared(bot: Bot) -> None:
    turns = ("一般公共服务支出里行政运行多少", "一般行政管理事务呢", "哪个多")
    assert talk(bot, *turns).figures[0].value == "164.39"


@pytest.mark.parametrize("share", ["比例呢", "那比重呢", "占比呢", "各占多少"])
def test_of_several_each_has_its_share(bot: Bot, share: str) -> None:
    answer = talk(bot, "基本支出和项目支出各多少", share)
    assert {"62.85", "37.15"} <= {figure.value for figure in answer.figures}


@pytest.mark.parametrize(
    "nth",
    [
        "第二名呢",
        "第二呢",
        "第二是谁",
        "那第二多的呢",
        "排第二的是哪个",
    ],
)
def test_the_next_of_a_ranking(bot: Bot, nth: str) -> None:
    answer = talk(bot, "哪个项目最多", nth)
    assert [figure.value for figure in answer.figures] == ["53.87"]


@pytest.mark.parametrize("turn", ["我问的是本级", "那本级呢", "机关本级的呢"])
def test_the_bodys_own_office_is_not_the_whole_body(bot: Bot, turn: str) -> None:
    answer = talk(bot, "公务接待费是多少", turn)
    assert answer.status != "answered" and "没有单独列出本级" in answer.text


def test_a_part_of_something_is_the_project_and_no_indicator_of_it(bot: Bot) -> None:
    answer = talk(bot, "政务服务大厅运行项目的满意度是多少", "它占项目支出多少")
    assert (answer.figures[0].value, answer.figures[0].formula) == (
        "45.33",
        "192.30 ÷ 424.21 × 100",
    )


def test_an_everyday_ending_is_taken_from_what_was_spoken_of(bot: Bot) -> None:
    assert talk(bot, "人员经费是多少", "公用呢").figures[0].value == "116.37"


@pytest.mark.parametrize("question", ["两者差多少", "这两项差多少"])
def test_the_last_two_are_set_against_each_other(bot: Bot, question: str) -> None:
    answer = talk(bot, "基本支出多少", "人员经费呢", "公用呢", question)
    assert answer.figures[0].value == "485.03"
