"""Answers as they are drawn and copied: charts of just the figures, sources that go along."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answer, Figure
from bot.service import Bot
from bot.web.chart import chart_of
from bot.web.citable import citable
from bot.web.evidence import gather, is_amount
from bot.web.render import draw_answer


def figure(label: str, value: str | None, unit: str | None = "万元", year: int = 2026) -> Figure:
    return Figure(
        label=label,
        value=value,
        unit=unit,
        organization="甲局",
        year=year,
        kind="预算",
        basis="全部支出",
        citations=[0],
    )


def listing(*figures: Figure) -> Answer:
    return Answer(question="问", status="answered", text="答", figures=list(figures))


def test_a_list_is_drawn_in_its_order_to_scale(bot: Bot) -> None:
    answer = bot.ask("钱都花哪儿了")
    chart = chart_of(answer)
    assert chart is not None
    assert [bar.label for bar in chart.bars] == [figure.label for figure in answer.figures]
    assert (chart.bars[0].said, chart.bars[0].length) == ("1,012.57万元", Decimal(100))
    assert (chart.bars[2].said, chart.bars[2].length) == ("61.60万元", Decimal("6.1"))


def test_a_share_is_drawn_as_the_part_beside_the_whole(bot: Bot) -> None:
    chart = chart_of(bot.ask("项目支出占总支出的比例是多少"))
    assert chart is not None
    assert [bar.length for bar in chart.bars] == [Decimal("37.1"), Decimal(100)]


def test_one_item_over_the_years_is_told_apart_by_them() -> None:
    chart = chart_of(listing(figure("收入", "3", year=2025), figure("收入", "6", year=2026)))
    assert chart is not None
    assert [(bar.label, bar.length) for bar in chart.bars] == [
        ("2025年预算", Decimal(50)),
        ("2026年预算", Decimal(100)),
    ]


def test_units_are_brought_together_and_below_zero_is_marked() -> None:
    chart = chart_of(listing(figure("甲", "1", "万元"), figure("乙", "-5000", "元")))
    assert chart is not None
    assert [(bar.said, bar.length, bar.negative) for bar in chart.bars] == [
        ("1万元", Decimal(100), False),
        ("-5,000元", Decimal(50), True),
    ]


@pytest.mark.parametrize(
    "question", ["公务接待费是多少", "会议费是多少", "2025年项目支出是多少", "联系电话是多少"]
)
def test_where_nothing_is_compared_nothing_is_drawn(bot: Bot, question: str) -> None:
    assert chart_of(bot.ask(question)) is None


money = st.decimals(-(10**9), 10**9, places=2).map(str)


@given(st.lists(st.tuples(st.none() | money, st.sampled_from(["元", "万元", "辆", None]))))
def test_bars_are_the_amounts_of_money_within_their_frame(
    values: list[tuple[str | None, str | None]],
) -> None:
    figures = [figure(f"第{n}项", value, unit) for n, (value, unit) in enumerate(values)]
    chart = chart_of(listing(*figures))
    if chart is not None:
        drawn = [f.label for f in figures if f.value is not None and f.unit in ("元", "万元")]
        assert [bar.label for bar in chart.bars] == drawn
        assert all(0 <= bar.length <= 100 for bar in chart.bars)


def test_a_row_of_a_form_is_drawn_with_the_project_it_belongs_to(bot: Bot) -> None:
    answer = bot.ask("有哪些项目，各多少钱")
    (table,), others = gather(answer)
    rows = table.whole().rows
    assert [row.holder for row in rows] == [figure.label for figure in answer.figures]
    assert [row.cells[-1].text for row in rows] == [figure.value for figure in answer.figures]
    assert others == []
    assert '<th scope="row">“渝快办”印刷项目</th>' in draw_answer(answer)


def test_a_code_is_no_amount_whatever_it_is_a_code_of() -> None:
    assert not is_amount("30217", "科目编码")
    assert not is_amount("2010301", "支出功能分类 编码")
    assert is_amount("30217", "合计")


def test_a_row_that_prints_its_own_label_has_no_other(bot: Bot) -> None:
    main, others = gather(bot.ask("公务接待费是多少"))
    tables = [place.whole() for place in (*main, *others) if place.is_table]
    assert len(tables) == 2 and not any(table.held for table in tables)


def test_an_amount_that_a_sentence_says_beside_is_labelled_with_whose_it_is(bot: Bot) -> None:
    answer = bot.ask("为什么支出减少")
    labels = {figure.value: figure.label for figure in answer.figures}
    assert labels["52.13"] == "原文所列金额（基本支出）"
    assert labels["0.12"] == "原文所列金额（项目支出）"
    assert chart_of(answer) is None


def test_a_copied_answer_says_what_was_asked_its_basis_and_its_sources(bot: Bot) -> None:
    lines = citable(bot.ask("公务接待费是多少")).splitlines()
    source = "http://www.rongchang.gov.cn/bm/qzwglb/zwgk_70831/fdzdgknr_70834/ysjs/ysgk/202602/"
    assert lines[0] == "问：公务接待费是多少"
    assert lines[1].startswith(
        "答：重庆市荣昌区政务服务管理办公室2026年预算中，公务接待费为1.00万元"
    )
    assert "口径：“三公”经费" in lines[3]
    assert lines[4].startswith("出处：《重庆市荣昌区政务服务管理办公室2026年部门预算情况说明》表四")
    assert source in lines[4]
    assert lines[-1] == "仅供参考，以公开文件原文为准。"


def test_a_file_on_the_server_is_no_address_to_pass_on(bot: Bot) -> None:
    answer = bot.ask("公务接待费是多少")
    citations = [c.model_copy(update={"source": "/srv/data/a.txt"}) for c in answer.citations]
    assert "/srv" not in citable(answer.model_copy(update={"citations": citations}))


def test_what_a_model_had_a_part_in_is_labelled_and_stays_so_when_copied(bot: Bot) -> None:
    answer = bot.ask("公务接待费是多少").model_copy(update={"model": "某模型"})
    assert citable(answer).endswith("本回答含人工智能生成内容（某模型）。")
    assert "人工智能辅助生成（某模型）" in draw_answer(answer)
    assert "人工智能" not in draw_answer(bot.ask("公务接待费是多少"))


@given(st.text())
def test_whatever_is_asked_is_drawn_as_text(bot: Bot, question: str) -> None:
    hostile = f"<script>{question}</script>"
    drawn = draw_answer(bot.ask(hostile), rated=True)
    assert "<script" not in drawn
