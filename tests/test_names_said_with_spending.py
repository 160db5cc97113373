"""A name said with 支出 or 收入 means just that, no wider class and nothing that is spent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import bot_on

from bot.service import Bot

PAGE = """青禾市民政局2023年度部门决算

支出决算表
公开03表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
\t合计\t960.00\t100.00\t860.00
208\t社会保障和就业支出\t860.00\t100.00\t760.00
20810\t社会福利\t800.00\t100.00\t700.00
2081001\t儿童福利\t250.00\t100.00\t150.00
2081002\t老年福利\t550.00\t\t550.00
20802\t民政管理事务\t60.00\t\t60.00
213\t农林水支出\t100.00\t\t100.00
21301\t农业农村\t70.00\t\t70.00
21303\t水利\t30.00\t\t30.00

收入支出决算总表
公开01表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、财政拨款收入\t940.00\t一、社会保障和就业支出\t860.00
二、事业收入\t10.00\t二、农林水支出\t100.00
本年收入合计\t950.00\t本年支出合计\t960.00
年初结转和结余\t30.00\t年末结转和结余\t20.00
收入总计\t980.00\t支出总计\t980.00

一般公共预算财政拨款基本支出决算表
单位：万元
科目编码\t科目名称\t决算数
302\t商品和服务支出\t100.00
30218\t专用材料费\t95.41

财政拨款“三公”经费支出决算表
单位：万元
项目\t预算数\t决算数\t上年决算数
合计\t3.00\t1.22\t1.70
公务接待费\t3.00\t1.22\t1.70

七、机关运行经费支出说明
2023年度机关运行经费支出122.94万元，比2022年度减少6.40万元，下降4.2%。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with bot_on(tmp_path_factory.mktemp("named"), {"page.txt": PAGE}) as found:
        yield found


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("儿童福利支出是多少", "250.00"),
        ("老年福利支出是多少", "550.00"),
        ("社会福利支出是多少", "800.00"),
        ("农业农村支出是多少", "70.00"),
        ("水利支出是多少", "30.00"),
        ("农林水支出是多少", "100.00"),
        ("儿童福利支出中基本支出是多少", "100.00"),
        ("药品花了多少钱", "95.41"),
    ],
)
def test_a_name_means_just_what_it_names(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert answer.figures[0].value == value


def test_what_is_earned_is_nothing_that_is_spent(bot: Bot) -> None:
    assert bot.ask("药品收入是多少").status == "refused"


def test_the_year_before_is_compared_with_where_a_column_is_of_it_too(bot: Bot) -> None:
    answer = bot.ask("机关运行经费比上年减少多少")
    assert answer.status == "answered", answer.text
    assert "减少6.40万元" in answer.text
