"""One amount asked for in plain words: what stands beside its name neither hides nor adds any."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import bot_on

from bot.service import Bot

SOCIAL_WORK = """中共青禾市云溪区委社会工作部2024年度部门决算

收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t90.00\t一、一般公共服务支出\t100.00
二、其他收入\t10.00\t\t
其中：捐赠收入\t4.00\t\t
本年收入合计\t100.00\t本年支出合计\t100.00

支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
\t合计\t100.00\t60.00\t40.00
201\t一般公共服务支出\t100.00\t60.00\t40.00
20139\t社会工作事务\t100.00\t60.00\t40.00
2013901\t行政运行\t60.00\t60.00\t
2013907\t来华志愿者服务\t40.00\t\t40.00

现有志愿者25人。
"""

CONGRESS = """青禾市人大常委会办公厅2017年度部门预算

收入预算总表
单位：万元
项目名称\t\t金额
收入总计\t\t75.00
一般公共预算资金\t小计\t75.00
政府性基金\t小计\t

政府性基金支出预算表
单位：万元
功能科目代码\t功能科目名称\t金额
\t合计\t

财政拨款支出预算表
单位：万元
功能科目代码\t功能科目名称\t金额
\t合计\t75.00
201\t一般公共服务支出\t75.00
20101\t人大事务\t75.00
2010108\t代表工作\t28.00
2010109\t人大信访工作\t47.00

财政拨款基本支出预算表
单位：万元
科目编码\t科目名称\t金额
\t合计\t30.00
302\t商品和服务支出\t30.00
30207\t邮电费\t5.00
30305\t奖励金\t0.01

六、财政拨款基本支出预算情况说明
财政拨款基本支出预算30.00万元，其中：人员经费12.00万元，公用经费18.00万元。

七、政府性基金支出预算情况说明
青禾市人大常委会办公厅2017年政府性基金支出预算支出0万元。

联系人：周某  联系电话：0123-4567890
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    pages = {"work.txt": SOCIAL_WORK, "congress.txt": CONGRESS}
    with bot_on(tmp_path_factory.mktemp("plain"), pages) as found:
        yield found


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # a year written without 年, before the level of a body or a word that begins like 人
        ("2017市人大代表工作多少", "28.00"),
        ("市人大2017人员经费有多少", "12.00"),
        # a code before a name that begins like a counter, and a body's name in a label
        ("市人大常委会办公厅2010109人大信访工作", "47.00"),
        ("市人大的人大信访工作多少", "47.00"),
        # 区委 of a body whose name goes on behind it
        ("区委社工部行政运行是多少", "60.00"),
        # a part beside the whole it is said to be in
        ("社工部其他收入里的捐赠收入", "4.00"),
        # what heads the column is no second item
        ("社工部行政运行决算数", "60.00"),
        # the income of the fund is not its spending
        ("市人大政府性基金支出多少", "0"),
        # everyday words
        ("市人大打电话寄信上网这些一年开销多少", "5.00"),
        ("市人大奖励金是不是只有一点点,多少", "0.01"),
    ],
)
def test_the_one_amount_is_told(bot: Bot, question: str, value: str) -> None:
    assert [figure.value for figure in bot.ask(question).figures] == [value]


def test_where_money_is_asked_for_nothing_is_counted(bot: Bot) -> None:
    answer = bot.ask("社工部给志愿者(来华志愿者服务)花多少")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("40.00", "万元")]
    assert not bot.ask("社工部志愿者花多少").figures
    assert [figure.value for figure in bot.ask("社工部现有志愿者多少人").figures] == ["25"]


def test_a_telephone_number_is_still_told(bot: Bot) -> None:
    assert "0123-4567890" in bot.ask("市人大电话是多少").text
