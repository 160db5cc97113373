"""Questions that only running text answers, of a document that stands here and of the sample."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from making import Bigrams

from bot.answer import Answer
from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

DOCUMENT = """\
青山县图书馆2026年部门预算情况说明

一、部门基本情况

(一)主要职责。

青山县图书馆是收藏地方文献、向读者免费开放的公益机构。

采编部负责图书的采购、编目和加工;负责地方文献的征集。

流通部负责图书的借阅。

(二)基本情况。

馆舍建筑面积6200平方米,其中阅览区面积3100平方米,书库面积1800平方米。现有藏书42万册,每周开放56小时。聘用保安3名,负责门禁和夜间巡逻;聘用保洁5名。全馆统一更换阅览桌椅,主要是因为原有桌椅使用超过十五年,存在安全问题。

全年举办编目培训40人次,读者讲座12场。其中省级古籍修复特聘首席馆员1名。

二、部门收支总体情况

2026年收入合计900万元,支出合计900万元。

三、其他重要事项的情况说明

(一)流动图书车项目。青山县图书馆流动图书车工程由县文化馆承担建设,位于城北新区广场。本工程设计停靠点24个,每个停靠点补助标准350元/月。

(二)国有资产占有使用情况。截至2025年12月31日,共有车辆4辆。2026年部门预算安排购置车辆1辆。

(三)绩效目标设置情况。编报绩效目标的项目共6个,涉及预算资金310万元。全年举办编目培训45人次。

(四)政府采购情况。面向中小企业预留采购项目预算金额120万元,其中,预留给小型和微型企业的采购项目预算为80万元。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("prose")
    page = folder / "qingshan-2026.txt"
    page.write_text(DOCUMENT, "utf-8")
    with Store.open(Settings(store=folder / "store"), Bigrams()) as store:
        assert add(page, store).status == "added"
        with Bot(store) as bot:
            yield bot


def figures(answer: Answer) -> list[tuple[str | None, str | None]]:
    return [(figure.value, figure.unit) for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("请了几个保安", "3", "名"),
        ("聘用保安几名", "3", "名"),
        ("聘用保洁几名", "5", "名"),
        ("保洁阿姨招了多少人", "5", "名"),
        ("藏书有多少册", "42", "万册"),
        ("每周开放几小时", "56", "小时"),
        ("书库面积多大", "1800", "平方米"),
        ("流动图书车工程设计多少个停靠点", "24", "个"),
        ("停靠点每个月补助多少钱", "350", "元"),
        ("今年要买几辆车", "1", "辆"),
        ("绩效目标项目涉及多少预算资金", "310", "万元"),
        ("预留给小微企业的采购预算多少", "80", "万元"),
        ("面向小微企业预留多少采购预算", "80", "万元"),
    ],
)
def test_a_quantity_told_in_a_sentence_is_a_figure_of_it(
    library: Bot, question: str, value: str, unit: str
) -> None:
    answer = library.ask(question)
    assert figures(answer)[:1] == [(value, unit)], answer.text
    cited = [answer.citations[number] for number in answer.figures[0].citations]
    assert all(f"{value}{unit}" in one.text for one in cited)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("采编部负责什么", "地方文献的征集"),
        ("聘用的保安主要做哪些工作", "夜间巡逻"),
        ("阅览桌椅为什么要换", "存在安全问题"),
        ("流动图书车工程在什么地方", "城北新区广场"),
        ("流动图书车工程由谁建设", "县文化馆"),
        ("收藏什么文献", "收藏地方文献"),
    ],
)
def test_what_is_told_in_words_is_quoted(library: Bot, question: str, said: str) -> None:
    answer = library.ask(question)
    assert answer.status == "answered"
    assert said in answer.text
    assert any(said in citation.text for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "请了几个厨师",  # nobody of the kind
        "女保安有几个",  # no word may go unexplained
        "儿童阅览区面积多大",
        "保安每月补助多少钱",  # the amount is another's
        "停靠点每人补助多少钱",  # not for one of that
        "藏书有多少万元",  # not in that measure
        "租了几辆车",  # not that act
        "流动图书车什么时候停运",
        "保安是哪家公司的",
        "流通部负责什么采购",
        "35个停靠点有多少辆车",  # another number of them
        "公务用车给谁用",  # a figure answers no who, where or when
        "讲座有多少名听众",
        "馆员有多少名",  # more is said of those than was asked
        "每周开放几天",
    ],
)
def test_what_no_sentence_tells_is_refused(library: Bot, question: str) -> None:
    answer = library.ask(question)
    assert (answer.status, figures(answer)) == ("refused", []), answer.text


def test_an_amount_of_money_is_no_number_of_things(bot: Bot) -> None:
    assert bot.ask("全年电费多少度").status == "refused"
    assert bot.ask("公车每月开多少公里").status == "refused"


def test_a_day_in_the_text_is_no_other_years_document(library: Bot) -> None:
    assert figures(library.ask("截至2025年底有多少辆车")) == [("4", "辆")]
    assert library.ask("截至2024年底有多少辆车").status == "refused"
    assert library.ask("2025年有多少辆车").status == "refused"


def test_each_clause_is_answered_where_the_one_before_was(library: Bot) -> None:
    both = library.ask("编报绩效目标的项目有多少个，涉及多少资金")
    assert figures(both)[:2] == [("6", "个"), ("310", "万元")]
    assert library.ask("请了几个保安，年龄多大").status == "refused"


def test_a_text_that_contradicts_itself_is_shown_in_both_places(library: Bot) -> None:
    answer = library.ask("编目培训多少人次")
    assert set(figures(answer)) == {("40", "人次"), ("45", "人次")}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("一年帮群众免费寄多少件邮政快递", "8000件次"),
        ("阿里云发政策短信预计发几多条", "50万条"),
        ("综窗人员每人每月工作餐多少钱", "每月770元/人"),
        ("渝快办印刷项目都印些什么东西", "办事指南、一次性告知等宣传手册"),
        ("打复印设备是给谁用的", "供企业和群众现场办事使用"),
        ("关于营商环境怎么说", "优化营商环境"),
        ("政务服务培训项目都培训些啥", "消防及礼仪培训"),
        ("换统一服装的综窗人员按多少人测算", "43人"),
    ],
)
def test_text_cells_of_forms_answer(bot: Bot, question: str, said: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered"
    assert said in answer.text


@pytest.mark.parametrize(
    "question", ["大厅里有几个窗口", "中标的保安公司是哪一家", "摄像头多少钱一个"]
)
def test_text_cells_of_forms_answer_nothing_else(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status != "answered" and not answer.figures


def test_whose_charge_something_is(bot: Bot) -> None:
    """The line that lists the duties says whose they are before its colon."""
    answer = bot.ask("民呼我为归哪个在管")
    assert answer.status == "answered" and "（行政服务中心职能职责）" in answer.text


def test_a_text_cell_is_quoted_when_its_parts_are_asked_for(bot: Bot) -> None:
    answer = bot.ask("综窗人员工作餐这个项目的立项依据有哪些文件")
    assert answer.status == "answered" and "国发〔2022〕5号" in answer.text


@pytest.mark.parametrize("question", ["临时工多少", "退休人员有多少", "编外人员是多少"])
def test_how_many_people_is_not_what_they_cost(bot: Bot, question: str) -> None:
    assert bot.ask(question).status != "answered"


@pytest.mark.parametrize("question", ["编外人员工资多少", "退休人员多少钱"])
def test_what_people_cost_is_told_where_it_is_asked(bot: Bot, question: str) -> None:
    assert bot.ask(question).figures


@pytest.mark.parametrize(
    "question", ["大厅一年电费多少", "大厅的电费要多少", "大厅办公用电费全年是多少"]
)
def test_a_price_is_no_amount(bot: Bot, question: str) -> None:
    assert "元/度" not in bot.ask(question).text


def test_a_price_is_told_where_it_is_asked(bot: Bot) -> None:
    assert "0.82元/度" in bot.ask("大厅电费成本多少").text


@pytest.mark.parametrize("question", ["资产有多少", "固定资产是多少", "大厅多少钱"])
def test_a_word_that_many_things_share_names_no_amount(bot: Bot, question: str) -> None:
    assert bot.ask(question).status != "answered"
