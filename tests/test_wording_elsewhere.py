"""Statements as portals all over print them: titles of several orders, the budget beside what was
spent, lines broken by a margin. Bodies and figures are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from bot.service import Bot
from ingest.metadata import understand_metadata
from ingest.model import Paragraph
from ingest.narrative import understand_narrative
from ingest.pipeline import add
from ingest.read import read_bytes
from ingest.settings import Settings
from ingest.store import Store

Ask = Callable[[str, str], str]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """What is answered to a question about one pasted page."""

    def asked(page: str, question: str) -> str:
        (tmp_path / "page.txt").write_text(page, "utf-8")
        with Store.open(Settings(store=tmp_path / "store")) as store, Bot(store) as bot:
            add(tmp_path / "page.txt", store)
            answer = bot.ask(question)
            return answer.text if answer.status == "answered" else f"[{answer.status}]"

    return asked


@pytest.mark.parametrize(
    ("title", "organization", "year", "kind"),
    [
        (
            "2023年云河省水利厅一般公共预算财政拨款“三公”经费支出决算情况说明",
            *("云河省水利厅", 2023, "决算"),
        ),
        ("青山县水利局财政拨款“三公”经费预算2014年情况", "青山县水利局", 2014, "预算"),
        (
            "青山州水利局关于2015年部门决算公开中三公经费部分增减变化情况说明",
            *("青山州水利局", 2015, "决算"),
        ),
        ("2017年青山市委宣传部“三公”经费增减情况说明", "青山市委宣传部", 2017, None),
        ("白水镇2020年“三公”经费决算公开", "白水镇", 2020, "决算"),
        ("2019年度青山县“三公”经费支出决算情况", "青山县", 2019, "决算"),
        ("青山州州本级2021年度“三公”经费决算支出情况说明", "青山州", 2021, "决算"),
        ("2021年全市“三公”经费决算情况", "", 2021, "决算"),
    ],
)
def test_a_title_of_another_order_says_whose_it_is(
    title: str, organization: str, year: int, kind: str | None
) -> None:
    metadata, _ = understand_metadata([Paragraph(title)], None, "a.txt")
    assert (metadata.organization, metadata.year, metadata.kind) == (organization, year, kind)


def test_a_body_named_in_the_header_goes_before_the_place_of_the_title() -> None:
    lines = ["2021年度青山县“三公”经费决算情况", "编制单位：青山县档案局"]
    metadata, _ = understand_metadata([Paragraph(line) for line in lines], None, "a.txt")
    assert metadata.organization == "青山县档案局"


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        (
            "公务接待费支出决算为20万元，完成预算40万元的50%，比上年增加5万元。",
            [
                ("公务接待费/支出决算", "amount", 20),
                ("公务接待费/预算", "amount", 40),
                ("公务接待费/完成预算", "share", 50),
                ("公务接待费", "change", 5),
            ],
        ),
        (
            "“三公”经费支出9万元，比2019年（疫情前）决算数减少3万元。",
            [("“三公”经费支出", "amount", 9), ("“三公”经费支出", "change", -3)],
        ),
        (
            "政府采购预算7万元，同比增加2万元，增长40%。",
            [
                ("政府采购预算", "amount", 7),
                ("政府采购预算", "change", 2),
                ("政府采购预算", "percent", 40),
            ],
        ),
        (
            "公务接待费5万元，比上年下降-8%。",
            [("公务接待费", "amount", 5), ("公务接待费", "percent", -8)],
        ),
        (
            "国内公务接待共33批次（其中外事接待2批次），195人次。",
            [
                ("国内公务接待", "count", 33),
                ("国内公务接待/外事接待", "count", 2),
                ("国内公务接待", "count", 195),
            ],
        ),
        (
            "公务接待费为18万元，较上年20万元减少2万元，较预算数30万元减少12万元。",
            [
                ("公务接待费", "amount", 18),
                ("公务接待费", "amount", 20),
                ("公务接待费", "change", -2),
                ("公务接待费/预算", "amount", 30),
                ("公务接待费", "change", -12),
            ],
        ),
        (
            "“三公”经费支出9万元，较上年8减少1万元；其中：公务接待费9万元。",
            [
                ("“三公”经费支出", "amount", 9),
                ("“三公”经费支出", "change", -1),
                ("“三公”经费支出/公务接待费", "amount", 9),
            ],
        ),
        (
            "经比较2023年度镇本级“三公”经费41万元，较上年减少19万元。",
            [("镇本级“三公”经费", "amount", 41), ("镇本级“三公”经费", "change", -19)],
        ),
        (
            "2023年一般公共预算支出决算数为126万元，完成预算60%。",
            [
                ("一般公共预算支出/决算数", "amount", 126),
                ("一般公共预算支出/完成预算", "share", 60),
            ],
        ),
        # Behind a list the whole is compared, not its last part.
        (
            "“三公”经费预算14万元，其中：公务用车费13万元，公务接待费1万元。与上年相比增长16%。",
            [
                ("“三公”经费预算", "amount", 14),
                ("“三公”经费预算/公务用车费", "amount", 13),
                ("“三公”经费预算/公务接待费", "amount", 1),
                ("“三公”经费预算", "percent", 16),
            ],
        ),
        # Which of two amounts is the income's and which the spending's is not said beside them.
        ("收、支总计各是412.5，414.3万元，各下降2.5%、3.8%。", []),
    ],
)
def test_what_a_sentence_states(sentence: str, stated: list[tuple[str, str, int]]) -> None:
    found = understand_narrative([Paragraph(sentence)], 2023)
    read = [("/".join(s.subject), str(s.aspect), s.value) for s in found.statements]
    assert read == [(subject, aspect, Decimal(value)) for subject, aspect, value in stated]


def test_an_amount_compared_with_is_of_its_own_year() -> None:
    sentence = "因公出国费7万元，比2021年度决算数8万元减少1万元，较上年5万元增加2万元。"
    found = understand_narrative([Paragraph(sentence)], 2023)
    amounts = [(s.year, s.value) for s in found.statements if s.aspect == "amount"]
    assert [(year, int(value or 0)) for year, value in amounts] == [(2023, 7), (2021, 8), (2022, 5)]


WRAPPED = """青山市档案馆2025年单位预算公开说明
四、财政拨款收支预算情况说明
2025 年财政拨款收支总预算 108520 元。支出包括：文化旅游
体育与传媒支出 85008 元、社会保障和就业支出 23512 元。
财政拨款总收支较上年下降 3.85 %，主要原因是 2025 年在职
人员减少，严格贯彻落实过紧日子的有关要求，大力压减非刚
性的支出。
(二)政府采购预算安排情况说明。
2025 年政府采购预算 17000 元，其中：货物类采购 10000 元，
占政府采购预算 58.8%；工程类采购 0 元，占 0%；服务类采
购 7000 元，占政府采购预算 41.2%。
"""


def test_lines_that_a_margin_broke_are_read_together(ask: Ask) -> None:
    blocks = read_bytes(WRAPPED.encode(), "a.txt").blocks
    assert len(blocks) == 1
    assert "7000元" in ask(WRAPPED, "2025年服务类采购多少钱")
    assert "人员减少" in ask(WRAPPED, "2025年财政拨款总收支为什么下降")


def test_lines_of_their_own_stay_apart() -> None:
    page = "青山市档案馆2025年单位预算\n收入预算10万元。\n支出预算10万元。\n"
    assert len(read_bytes(page.encode(), "a.txt").blocks) == 3


ACCOUNTS = """青山县白水镇人民政府2021年“三公”经费决算汇总情况
2021年我镇“三公”经费预算为20万元，其中：公务接待费9万元，公务用车运行维护费11万元。
2021年“三公”经费支出共计8.5万元，较年初预算数减少11.5万元。
"""


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("白水镇2021年三公经费决算是多少", "8.5万元", "20万元"),
        ("白水镇2021年三公经费预算多少、实际支出多少", "20万元", "[refused]"),
        ("白水镇2021年公务接待费预算是多少", "9万元", "[refused]"),
        ("白水镇2021年公务接待费是多少", "公务接待费的预算为9万元", "公务接待费为"),
    ],
)
def test_parts_of_a_budget_are_no_spending(ask: Ask, question: str, holds: str, lacks: str) -> None:
    text = ask(ACCOUNTS, question)
    assert holds in text
    assert lacks not in text


def test_a_part_of_the_budget_never_stands_for_what_was_spent(ask: Ask) -> None:
    text = ask(ACCOUNTS, "白水镇2021年公务接待费决算是多少")
    assert "公务接待费为9万元" not in text


SPENDING = """青山县残疾人联合会2024年部门预算公开说明
2024年支出预算376万元，其中：基本支出246万元，包括：人员经费215万元，公用经费31万元；项目支出130万元。
"""


def test_a_whole_and_a_part_of_it_are_both_answered(ask: Ask) -> None:
    text = ask(SPENDING, "青山县残联基本支出多少，其中人员经费多少")
    assert "246万元" in text
    assert "215万元" in text


PLACE = """青山区本级2021年度“三公”经费决算汇总说明
2021年度区本级“三公”经费决算汇总数204万元。其中：公务接待费72万元，较上年60万元增加12万元。
国内公务接待567批次，6815人次。年末公务用车保有量46辆。
"""


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("青山区本级2021年三公经费决算多少", "204万元"),
        ("青山区2021年公务接待费多少", "72万元"),
        ("青山区2020年公务接待费多少", "60万元"),
        ("青山区2021年公务接待了多少批次多少人次", "6815人次"),
        ("青山区本级2021年底有几辆公车", "46辆"),
    ],
)
def test_the_whole_of_a_place_is_asked_by_its_name(ask: Ask, question: str, holds: str) -> None:
    assert holds in ask(PLACE, question)


def test_a_body_of_a_place_is_not_the_place(ask: Ask) -> None:
    assert ask(PLACE, "青山区财政局2021年公务接待费多少") == "[refused]"


VISITS = """青山县科学院2014年度部门决算公布
一、“三公”经费财政拨款支出决算情况说明
2014年“三公”经费财政拨款支出决算为60万元。
公务接待费2014年财政拨款决算数为40万元。2014年国内接待222批，共计1357人次。
2014年机关运行经费支出30万元。
二、名词解释
1、行政经费（机关运行经费）：指用于维持行政单位机关运行的经费。
"""


def test_each_count_of_a_clause_is_answered_beside_another_clause(ask: Ask) -> None:
    text = ask(VISITS, "青山县科学院2014年公务接待费决算多少，国内接待多少批多少人次")
    assert all(printed in text for printed in ("40万元", "222批", "1357人次"))


def test_counts_with_a_comma_between_are_both_answered(ask: Ask) -> None:
    text = ask(VISITS, "青山县科学院2014年国内接待多少批，多少人次")
    assert all(printed in text for printed in ("222批", "1357人次"))


def test_a_term_is_defined_by_its_name_in_brackets_too(ask: Ask) -> None:
    assert "维持行政单位机关运行" in ask(VISITS, "什么是机关运行经费")


@pytest.mark.parametrize(
    "paid_from", ["开支一般公共预算财政拨款的", "一般公共预算财政拨款开支运行维护费的", ""]
)
def test_vehicles_are_the_same_whatever_pays_for_them(ask: Ask, paid_from: str) -> None:
    page = (
        "云河县委组织部2023年度部门决算\n"
        "2023年度收入总计100.00万元，支出总计90.00万元，年末结转和结余10.00万元。\n"
        f"2023年“三公”经费支出3.65万元，其中：公务用车运行维护费3.65万元，{paid_from}公务用车"
        "保有量为2辆，公务接待费0万元。"
    )
    assert "2辆" in ask(page, "云河县委组织部2023年公车保有量")
