"""Questions over a set of items: which set is meant, in which column, and in what order."""

from __future__ import annotations

import pytest

from bot.service import Bot


def labels_and_values(bot: Bot, question: str) -> list[tuple[str, str | None]]:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    return [(figure.label, figure.value) for figure in answer.figures]


@pytest.mark.parametrize("question", ["项目支出里哪个最贵", "项目支出中最多的是哪一个"])
def test_project_expenditure_is_made_up_of_projects(bot: Bot, question: str) -> None:
    assert labels_and_values(bot, question) == [("政务服务大厅运行项目", "192.30")]


def test_a_classification_is_ranked_in_the_column_that_is_named(bot: Bot) -> None:
    [(label, value)] = labels_and_values(bot, "项目支出里哪个功能科目最多")
    assert (label, value) == ("一般行政管理事务的项目支出", "424.09")


def test_an_order_asks_for_every_item(bot: Bot) -> None:
    found = labels_and_values(bot, "六大类支出从高到低排一下")
    assert [value for _, value in found] == ["1012.57", "61.60", "34.11", "31.32", "2.26", "0.12"]
    upwards = labels_and_values(bot, "所有项目由低到高排列")
    assert (len(upwards), upwards[0]) == (10, ("“渝快办”印刷项目", "8.00"))


def test_an_order_with_a_number_asks_for_so_many(bot: Bot) -> None:
    found = labels_and_values(bot, "各个项目按金额从高到低排，前三名是哪些")
    assert [value for _, value in found] == ["192.30", "53.87", "42.84"]


def test_both_ends_of_a_ranking(bot: Bot) -> None:
    found = labels_and_values(bot, "哪个项目最贵哪个最便宜")
    assert found == [("政务服务大厅运行项目", "192.30"), ("“渝快办”印刷项目", "8.00")]


def test_where_money_goes_is_no_duty(bot: Bot) -> None:
    found = labels_and_values(bot, "钱都用在哪几大类上头了？每一类多少")
    assert found[0] == ("一般公共服务支出", "1012.57")
    assert len(found) == 6


def test_the_whole_is_said_beside_its_parts_where_both_are_asked(bot: Bot) -> None:
    found = labels_and_values(bot, "政府采购总额，还有货物、服务各多少？")
    assert [value for _, value in found] == ["5.11", "4.11", "1.00"]


def test_a_rate_of_change_is_no_share(bot: Bot) -> None:
    answer = bot.ask("支出总额的同比降幅是百分之几")
    assert (answer.figures[0].value, answer.figures[0].unit) == ("4.36", "%")
    assert answer.figures[0].formula == "52.01 ÷ (1,141.98 + 52.01) × 100"
    assert bot.ask("支出总额占支出总额的百分之几").status != "answered"


def test_how_much_more_is_spent_on_one_of_two(bot: Bot) -> None:
    answer = bot.ask("资产购置及维修维护比智慧政务平台运行维护多花多少")
    assert (answer.figures[0].value, answer.figures[0].formula) == ("23.19", "53.87 − 30.68")


def test_the_sum_of_the_items_that_keep_to_an_amount(bot: Bot) -> None:
    answer = bot.ask("超过40万的项目一共多少钱")
    assert answer.figures[0].formula == "192.30 + 53.87 + 42.84"
    assert answer.figures[0].value == "289.01" and "超过40万" in answer.text
    assert bot.ask("不到10万的项目合计多少").figures[0].formula == "8.00 + 9.30"


@pytest.mark.parametrize("question", ["项目支出一共多少", "项目合计多少", "所有项目合计多少钱"])
def test_a_whole_that_is_printed_is_not_added_up(bot: Bot, question: str) -> None:
    """The forms of the sample's projects come to 424.07, what is printed for them is 424.21."""
    assert labels_and_values(bot, question) == [("项目支出", "424.21")]


def test_what_a_question_tells_is_not_asked(bot: Bot) -> None:
    """一共 belongs to the amount the asker states, it asks for no sum."""
    found = labels_and_values(bot, "项目支出一共424.21万，基本支出多少")
    assert found == [("项目支出", "424.21"), ("基本支出", "717.77")]


@pytest.mark.parametrize(
    ("question", "label", "value"),
    [
        ("工资福利支出和商品和服务支出哪个最大", "工资福利支出", "593.98"),
        ("教育支出、卫生健康支出、住房保障支出谁最多", "卫生健康支出", "34.11"),
        ("基本支出和项目支出哪个最多", "基本支出", "717.77"),
        ("差旅费、办公费、邮电费哪个最少", "办公费", "0.40"),
        ("货物、工程、服务，政府采购哪样最多？", "货物", "4.11"),
    ],
)
def test_things_listed_are_ranked_among_themselves(
    bot: Bot, question: str, label: str, value: str
) -> None:
    """None of them is taken for the set that its own parts make."""
    assert labels_and_values(bot, question) == [(label, value)]


def test_the_items_of_several_sets_are_not_ranked_as_those_of_one(bot: Bot) -> None:
    question = "工资福利支出和商品和服务支出里哪个经济科目最多"
    assert bot.ask(question).status != "answered"


@pytest.mark.parametrize("question", ["十个项目一共多少钱", "10个项目加起来多少"])
def test_as_many_as_there_are_come_to_their_sum(bot: Bot, question: str) -> None:
    assert labels_and_values(bot, question)[0] == ("项目合计（10个）", "424.07")


@pytest.mark.parametrize(
    "question", ["九个项目合计多少钱", "八个项目加起来多少钱", "这9个项目总共多少钱"]
)
def test_so_many_as_there_are_not_are_not_summed(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.figures) == ("refused", []) and "个项目”" in answer.text


@pytest.mark.parametrize(
    "question", ["基本支出里哪类最多", "基本支出哪一类花得最多", "基本支出中哪类最多"]
)
def test_the_classes_of_basic_expenditure_are_economic(bot: Bot, question: str) -> None:
    assert labels_and_values(bot, question) == [("工资福利支出", "593.98")]


@pytest.mark.parametrize(
    "question", ["总额是多少", "总数多少", "总金额", "合计", "total budget", "what is the total"]
)
def test_a_total_of_nothing_named_is_all_the_money(bot: Bot, question: str) -> None:
    assert [value for _, value in labels_and_values(bot, question)] == ["1141.98"]


def test_every_indicator_of_a_group_is_told(bot: Bot) -> None:
    found = labels_and_values(bot, "政务服务培训项目的数量指标是多少")
    assert [value for _, value in found] == ["200", "4"]
    assert len(labels_and_values(bot, "数量指标是多少")) > 15


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("社会保障与就业支出是多少", "61.60"),
        ("社会保障及就业支出", "61.60"),
        ("对个人与家庭的补助", "7.43"),
        ("公务用车购置和运行费", "2.50"),
        ("商品及服务支出多少", "116.37"),
    ],
)
def test_every_word_for_and_is_the_same(bot: Bot, question: str, value: str) -> None:
    assert [found for _, found in labels_and_values(bot, question)] == [value]


@pytest.mark.parametrize(
    "question", ["20103012026年预算是多少", "201030126年", "2010301 2026年多少"]
)
def test_a_code_said_right_before_a_year(bot: Bot, question: str) -> None:
    assert labels_and_values(bot, question) == [("行政运行", "588.48")]


def test_two_totals_are_not_added_for_their_names(bot: Bot) -> None:
    found = labels_and_values(bot, "支出合计与收入合计")
    assert [value for _, value in found] == ["1141.98", "1141.98"]


def test_not_more_than_can_be_read_is_told_of_many(bot: Bot) -> None:
    answer = bot.ask("产出指标是多少")
    assert len(answer.figures) == 30 and answer.text.endswith("其余请看原表。")


@pytest.mark.parametrize("question", ["超过30人的项目有哪些", "采购里最贵的服务是什么"])
def test_a_set_is_not_told_for_what_is_asked_of_something_else(bot: Bot, question: str) -> None:
    assert not bot.ask(question).figures


@pytest.mark.parametrize("question", ["三公经费里哪些项目为0", "采购里为0的有几项"])
def test_a_set_is_not_told_whole_where_what_is_nothing_is_asked(bot: Bot, question: str) -> None:
    assert all(not figure.value or not float(figure.value) for figure in bot.ask(question).figures)


@pytest.mark.parametrize(
    "question", ["三公经费和公务接待费各变化多少", "三公经费、公务接待费比上年分别增加了多少"]
)
def test_each_of_several_changes_is_told(bot: Bot, question: str) -> None:
    text = bot.ask(question).text
    assert "三公经费预算与上年持平" in text and "公务接待费与上年持平" in text


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("哪些科目低于1万元", ["0.12"]),
        ("哪些支出不到1万元", ["0.12"]),
        ("超过100万的支出科目", ["588.48", "424.09"]),
        ("人员经费里占比最大的", ["593.98"]),
        ("项目里占比最高的是哪个", ["192.30"]),
    ],
)
def test_what_keeps_to_a_bound_or_has_the_largest_share(
    bot: Bot, question: str, values: list[str]
) -> None:
    assert [value for _, value in labels_and_values(bot, question)] == values
