"""What people say in a conversation: corrections, choices, thanks, questions of several turns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<title>{body}{year}年部门预算情况说明</title></head><body>
<h1>{body}{year}年部门预算情况说明</h1>
<p>一、部门基本情况</p><p>{body}负责有关工作。</p>
<p>四、“三公”经费情况说明</p>
<p>{year}年“三公”经费预算{total}万元。其中：公务接待费{meals}万元。</p>
<p>表一</p><p>一般公共预算“三公”经费支出表</p><p>单位：万元</p>
<table border="1"><tr><td>合计</td><td>因公出国（境）费</td><td>公务用车购置及运行费</td>
<td>公务接待费</td></tr><tr><td>{total}</td><td></td><td>4.00</td><td>{meals}</td></tr></table>
{note}<p>表二</p><p>一般公共预算基本支出表</p><p>单位：万元</p>
<table border="1"><tr><td>科目编码</td><td>科目名称</td><td>合计</td></tr>
<tr><td>302</td><td>商品和服务支出</td><td>3.00</td></tr>
<tr><td>30201</td><td>办公费</td><td>2.00</td></tr>
<tr><td>30216</td><td>培训费</td><td>1.00</td></tr></table>
</body></html>"""
WATER, FARMS = "重庆市云溪区水务局", "重庆市云溪区农业农村局"
HELD = [
    (WATER, 2024, "9.00", "5.00"),
    (WATER, 2025, "8.00", "4.00"),
    (FARMS, 2024, "7.00", "3.00"),
    (FARMS, 2025, "6.00", "2.00"),
]

_sessions = count()


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The bot on two bodies' disclosures of two years."""
    folder = tmp_path_factory.mktemp("several")
    store = Store.open(Settings(store=folder / "store"))
    for number, (body, year, total, meals) in enumerate(HELD):
        page = folder / f"{number}.html"
        page.write_text(_page(body, year, total, meals), "utf-8")
        assert add(page, store).status == "added"
    with Bot(store, today=lambda: date(2025, 11, 23)) as opened:
        yield opened


def _page(body: str, year: int, total: str, meals: str, note: str = "") -> str:
    return PAGE.format(body=body, year=year, total=total, meals=meals, note=note)


def talk(bot: Bot, *turns: str) -> Answer:
    """The answer to the last turn of a conversation of its own."""
    session = f"talk-{next(_sessions)}"
    answers = [bot.ask(turn, session) for turn in turns]
    return answers[-1]


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


def test_an_offer_is_chosen_or_confirmed(bot: Bot, several: Bot) -> None:
    asked = talk(several, "公务接待费是多少")
    assert asked.status == "clarify" and len(asked.suggestions) == 2
    second = several.ask(asked.suggestions[1]).figures[0]
    assert talk(several, "公务接待费是多少", "第二个").figures[0] == second
    assert talk(several, "公务接待费是多少", "是的").status != "answered"
    assert len(talk(bot, "奖励多少").suggestions) == 1
    assert talk(bot, "奖励多少", "是的").figures[0].label == "奖励金"


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("公务接待费是多少", "水务局"), "4.00"),
        (("公务接待费是多少", "水务局的", "2024年"), "5.00"),
        (("公务接待费是多少", "2024年", "农业农村局"), "3.00"),
        (("公务接待费是多少", "谢谢", "农业农村局"), "2.00"),
        (("水务局", "公务接待费是多少"), "4.00"),
    ],
)
def test_the_body_asked_back_for_completes_the_question(
    several: Bot, turns: tuple[str, ...], value: str
) -> None:
    assert talk(several, *turns).figures[0].value == value


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("水务局2024年公务接待费多少", "农业农村局呢"), "3.00"),
        (("水务局2024年公务接待费多少", "三公经费呢", "农业农村局呢"), "7.00"),
        (("水务局公务接待费多少", "农业农村局呢"), "2.00"),
        (("水务局2024年公务接待费多少", "农业农村局三公经费是多少"), "6.00"),
        (("水务局2024年公务接待费多少", "农业农村局呢", "回到水务局，三公经费呢"), "9.00"),
        (("水务局2024年公务接待费多少", "农业农村局2025年的呢"), "2.00"),
    ],
)
def test_another_body_is_asked_of_the_year_spoken_of(
    several: Bot, turns: tuple[str, ...], value: str
) -> None:
    assert talk(several, *turns).figures[0].value == value


def test_a_body_without_the_year_spoken_of_is_refused(two_bodies: Bot) -> None:
    answer = talk(two_bodies, "政务服务管理办公室2025年公务接待费多少", "教育委员会呢")
    assert "2026年预算中" not in answer.text


@pytest.mark.parametrize(
    ("turns", "values"),
    [
        (("水务局2025年三公经费", "2024年呢", "少了多少"), {"1.00"}),
        (("水务局2024年三公经费", "农业农村局呢", "哪个多"), {"2.00"}),
        (("水务局2024年三公经费", "农业农村局呢", "差多少"), {"2.00"}),
        (("水务局2024年三公经费", "农业农村局呢", "哪个最多"), {"9.00", "7.00"}),
    ],
)
def test_one_amount_told_of_several_is_compared_between_them(
    several: Bot, turns: tuple[str, ...], values: set[str]
) -> None:
    answer = talk(several, *turns)
    assert values <= {figure.value for figure in answer.figures}
    assert len({citation.document for citation in answer.citations}) == 2


def test_what_differs_in_body_and_year_is_not_compared(several: Bot) -> None:
    answer = talk(several, "水务局2024年三公经费", "农业农村局2025年的呢", "哪个多")
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


def test_a_note_that_a_table_is_empty_explains_nothing_it_prints(tmp_path: Path) -> None:
    note = "<p>注：本部门2025年无“三公”经费，故本表为空表。</p>"
    page = tmp_path / "page.html"
    page.write_text(_page(WATER, 2025, "9.00", "5.00", note), "utf-8")
    with Bot(Store.open(Settings(store=tmp_path / "store")), today=lambda: date(2025, 6, 1)) as bot:
        assert add(page, bot.store).status == "added"
        assert "空表" not in talk(bot, "三公经费是多少", "为什么增加").text


def test_why_there_is_none_is_told_by_the_note_of_the_empty_table(bot: Bot) -> None:
    assert "无政府性基金收支" in talk(bot, "政府性基金多少", "为什么没有").text
