"""Sentence shapes met in disclosures, each beside what it states. Bodies and figures are invented.

A statement is written ``subject/path aspect valueunit [base year] printed``, the last where it
is not simply the digits of the value.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Paragraph, Statement
from ingest.narrative import Narrative, understand_narrative

YEAR = 2026
OFFICE = "青山县档案局"


def _read(text: str, year: int | None = YEAR) -> Narrative:
    """Understand lines of running text below a heading, each a paragraph."""
    lines = ["一、收支情况", *text.strip().splitlines()]
    return understand_narrative([Paragraph(line) for line in lines], year, (OFFICE,))


def _shown(statement: Statement) -> str:
    value = "" if statement.value is None else f"{statement.value}{statement.unit or ''}"
    base = f"[{statement.base_year}]" if statement.base_year else ""
    printed = "" if statement.text in value else statement.text
    return " ".join(
        filter(None, ["/".join(statement.subject), statement.aspect, value, base, printed])
    )


SHAPES = {
    "accounts against the budget of their own year, and against last year": (
        "“三公”经费支出9万元，较年初预算数减少6万元，下降40%，主要原因是严控接待。"
        "较上年支出数增加1万元，主要原因是车辆老化。",
        "“三公”经费支出 amount 9万元",
        "“三公”经费支出 change -6万元 [2026]",
        "“三公”经费支出 percent -40% [2026]",
        "“三公”经费支出 reason [2026] 严控接待",
        "“三公”经费支出 change 1万元 [2025]",
        "“三公”经费支出 reason [2025] 车辆老化",
    ),
    "the item's own spending named again, unchanged": (
        "公务车购置费0万元，费用支出较年初预算数无增减，较上年支出数无增减，主要原因是未购置车辆。",
        "公务车购置费 amount 0万元",
        "公务车购置费 change 0万元 [2026] 较年初预算数无增减",
        "公务车购置费 change 0万元 [2025] 较上年支出数无增减",
        "公务车购置费 reason [2025] 未购置车辆",
    ),
    "a total and its parts": (
        "2026年收入合计120.5万元,其中:财政拨款100万元,事业收入20.5万元,其他收入0万元。",
        "收入合计 amount 120.5万元",
        "收入合计/财政拨款 amount 100万元",
        "收入合计/事业收入 amount 20.5万元",
        "收入合计/其他收入 amount 0万元",
    ),
    "missing characters: 年 after the year, commas, 或 too many": (
        "2026支出合计80万元主要是教育支出30万元卫生健康支出50万元支出较去年或减少5万元",
        "支出合计 amount 80万元",
        "支出合计/教育支出 amount 30万元",
        "支出合计/卫生健康支出 amount 50万元",
        "支出合计 change -5万元 [2025]",
    ),
    "the total named again in fewer words": (
        "支出总计80万元,其中:教育支出30万元,其他支出50万元;支出比2024年增加8万元,增长11.11%。",
        "支出总计 amount 80万元",
        "支出总计/教育支出 amount 30万元",
        "支出总计/其他支出 amount 50万元",
        "支出总计 change 8万元 [2024]",
        "支出总计 percent 11.11% [2024]",
    ),
    "clauses without a subject, reason, use, and a list running on": (
        "财政拨款支出90万元,比上年减少10万元。其中:基本支出60万元,比上年减少12万元,主要原因是人员调离,"
        "主要用于工资福利、日常办公等;项目支出30万元,比上年增加2万元,主要原因是新增库房维修。",
        "财政拨款支出 amount 90万元",
        "财政拨款支出 change -10万元 [2025]",
        "财政拨款支出/基本支出 amount 60万元",
        "财政拨款支出/基本支出 change -12万元 [2025]",
        "财政拨款支出/基本支出 reason [2025] 人员调离",
        "财政拨款支出/基本支出 use 工资福利、日常办公等",
        "财政拨款支出/项目支出 amount 30万元",
        "财政拨款支出/项目支出 change 2万元 [2025]",
        "财政拨款支出/项目支出 reason [2025] 新增库房维修",
    ),
    "figures inside a reason": (
        "支出较上年增加3万元，主要是基本支出减少1万元，数字化项目增加4万元。",
        "支出 change 3万元 [2025]",
        "支出 reason [2025] 基本支出减少1万元，数字化项目增加4万元",
        "支出/基本支出 change -1万元 [2025]",
        "支出/数字化项目 change 4万元 [2025]",
    ),
    "what was increased stands behind the verb": (
        "收入总计70万元，与上年相比增加9万元。主要原因是基本支出增加人员经费9万元。",
        "收入总计 amount 70万元",
        "收入总计 change 9万元 [2025]",
        "收入总计 reason [2025] 基本支出增加人员经费9万元",
        "收入总计/基本支出/人员经费 change 9万元 [2025]",
    ),
    "unchanged, in the words printed": (
        "“三公”经费预算3.5万元，与上年保持一致。其中：公务接待费1万元，与2025年预算持平，主要原因是厉行节约；"
        "公务用车购置费0万元，与上年预算数相等。",
        "“三公”经费预算 amount 3.5万元",
        "“三公”经费预算 change 0万元 [2025] 与上年保持一致",
        "“三公”经费预算/公务接待费 amount 1万元",
        "“三公”经费预算/公务接待费 change 0万元 [2025] 与2025年预算持平",
        "“三公”经费预算/公务接待费 reason [2025] 厉行节约",
        "“三公”经费预算/公务用车购置费 amount 0万元",
        "“三公”经费预算/公务用车购置费 change 0万元 [2025] 与上年预算数相等",
    ),
    "smaller than last year's": (
        "公务接待费预算支出16万元，本年数小于上年预算数4.5万元，主要是减少批次。",
        "公务接待费预算支出 amount 16万元",
        "公务接待费预算支出 change -4.5万元 [2025]",
        "公务接待费预算支出 reason [2025] 减少批次",
    ),
    "shares of a whole named first": (
        "青山县档案局2026年度安排的“三公”经费预算支出中，公务接待费支出2万元，"
        "占“三公”经费的40.00 %；公务用车运行维护费支出3万元，占60%。",
        "安排的“三公”经费预算支出/公务接待费支出 amount 2万元",
        "安排的“三公”经费预算支出/公务接待费支出 share 40.00%",
        "安排的“三公”经费预算支出/公务用车运行维护费支出 amount 3万元",
        "安排的“三公”经费预算支出/公务用车运行维护费支出 share 60%",
    ),
    "a list below its total, with parts of parts": (
        "收入、支出预算总计1,200.5万元，与上年相比收、支预算总计各增加20万元。其中：\n"
        "（一）收入预算总计1,200.5万元。包括：\n"
        "1．财政拨款收入1,000.5万元。\n"
        "2．其他资金200万元。与上年一致。\n"
        "（二）支出预算总计1,200.5万元。包括：\n"
        "1．公共安全（类）支出700.5万元，主要用于办案。与上年相比减少7万元，降幅0.99%。\n"
        "此外，基本支出预算数为600万元。",
        "收入、支出预算总计 amount 1200.5万元 1,200.5",
        "收入、支出预算总计 change 20万元 [2025]",
        "收入、支出预算总计/收入预算总计 amount 1200.5万元 1,200.5",
        "收入、支出预算总计/收入预算总计/财政拨款收入 amount 1000.5万元 1,000.5",
        "收入、支出预算总计/收入预算总计/其他资金 amount 200万元",
        "收入、支出预算总计/收入预算总计/其他资金 change 0万元 [2025] 与上年一致",
        "收入、支出预算总计/支出预算总计 amount 1200.5万元 1,200.5",
        "收入、支出预算总计/支出预算总计/公共安全支出 amount 700.5万元",
        "收入、支出预算总计/支出预算总计/公共安全支出 use 办案",
        "收入、支出预算总计/支出预算总计/公共安全支出 change -7万元 [2025]",
        "收入、支出预算总计/支出预算总计/公共安全支出 percent -0.99% [2025]",
        "基本支出预算数 amount 600万元",
    ),
    "lines without numbers below their total": (
        "青山县档案局本年支出预算合计50万元，其中：\n基本支出30万元，占60%；\n项目支出20万元，占40%。",
        "本年支出预算合计 amount 50万元",
        "本年支出预算合计/基本支出 amount 30万元",
        "本年支出预算合计/基本支出 share 60%",
        "本年支出预算合计/项目支出 amount 20万元",
        "本年支出预算合计/项目支出 share 40%",
    ),
    "the classification, and last year's figure beside this year's": (
        "1. “教育支出（类）普通教育（款）小学教育（项）”53.84万元，主要用于办学。"
        "2025年当年预算执行数为54.60万元，2026年预算安排53.84万元，比2025年预算执行数减少1.39%。主要原因是：学生减少。",
        "教育支出/普通教育/小学教育 amount 53.84万元",
        "教育支出/普通教育/小学教育 use 办学",
        "教育支出/普通教育/小学教育/当年预算执行数 amount 54.60万元",
        "教育支出/普通教育/小学教育/预算安排 amount 53.84万元",
        "教育支出/普通教育/小学教育 percent -1.39% [2025]",
        "教育支出/普通教育/小学教育 reason [2025] 学生减少",
    ),
    "the classification in headings": (
        "财政拨款预算支出90万元。其中：\n（一）公共安全支出（类）\n"
        "检察（款）: 2026年预算支出合计90万元。其中：\n"
        "1．行政运行（项）支出60万元，与上年一致。\n2.检察监督（项）:支出30万元。",
        "财政拨款预算支出 amount 90万元",
        "财政拨款预算支出/公共安全支出/检察/预算支出合计 amount 90万元",
        "财政拨款预算支出/公共安全支出/检察/行政运行 amount 60万元",
        "财政拨款预算支出/公共安全支出/检察/行政运行 change 0万元 [2025] 与上年一致",
        "财政拨款预算支出/公共安全支出/检察/检察监督 amount 30万元",
    ),
    "final accounts against the budget": (
        "一般公共预算财政拨款支出年初预算为30万元，支出决算为27万元，完成年初预算的90%。"
        "决算数小于预算数的主要原因：压减会议。",
        "一般公共预算财政拨款支出/年初预算 amount 30万元",
        "一般公共预算财政拨款支出/支出决算 amount 27万元",
        "一般公共预算财政拨款支出/完成年初预算 share 90%",
        "一般公共预算财政拨款支出 reason [2026] 压减会议",
    ),
    "parts of parts behind a colon": (
        "政府采购预算总额5万元:货物预算4万元、工程预算0万元、服务预算1万元;其中一般公共预算拨款政府采购5万元:"
        "货物预算4万元、服务预算1万元。",
        "政府采购预算总额 amount 5万元",
        "政府采购预算总额/货物预算 amount 4万元",
        "政府采购预算总额/工程预算 amount 0万元",
        "政府采购预算总额/服务预算 amount 1万元",
        "政府采购预算总额/一般公共预算拨款政府采购 amount 5万元",
        "政府采购预算总额/一般公共预算拨款政府采购/货物预算 amount 4万元",
        "政府采购预算总额/一般公共预算拨款政府采购/服务预算 amount 1万元",
    ),
    "vehicles, and equipment over a limit that is no amount": (
        "截止202512月,青山县档案局共有车辆3辆,其中一般公务用车2辆、其他用车1辆；"
        "单价100万元（含）以上设备（不含车辆）0台（套）。",
        "车辆 count 3辆",
        "车辆/一般公务用车 count 2辆",
        "车辆/其他用车 count 1辆",
        "车辆/单价100万元（含）以上设备（不含车辆） count 0台（套）",
    ),
    "people, rooms, and what is counted behind the unit": (
        "本单位内设4个职能科室，编制39名，其中行政编制19名、事业编制20名。现有离退休人员150名。",
        "职能科室 count 4个",
        "编制 count 39名",
        "编制/行政编制 count 19名",
        "编制/事业编制 count 20名",
        "离退休人员 count 150名",
    ),
    "projects and the money they concern": (
        "2026年度，本单位编报绩效目标的项目共2个，涉及项目预算资金26.50万元。",
        "编报绩效目标的项目 count 2个",
        "编报绩效目标的项目/涉及项目预算资金 amount 26.50万元",
    ),
    "an aside in brackets keeps the thread": (
        "预留机动经费预算数为88万元。与上年相比增加80万元（上年仅安排公用机动8万元），增长10倍。",
        "预留机动经费预算数 amount 88万元",
        "预留机动经费预算数 change 80万元 [2025]",
        "上年仅安排公用机动 amount 8万元",
        "预留机动经费预算数 percent 10倍 [2025]",
    ),
    "reasons numbered across ；": (
        "住房保障支出36万元。与上年相比增加13万元。主要原因：一是基数调整；二是新增2人。",
        "住房保障支出 amount 36万元",
        "住房保障支出 change 13万元 [2025]",
        "住房保障支出 reason [2025] 一是基数调整；二是新增2人",
        "住房保障支出/新增 count 2人",
    ),
    "a zero without a unit": (
        "公务用车购置为0，与上年持平。",
        "公务用车购置 amount 0",
        "公务用车购置 change 0 [2025] 与上年持平",
    ),
    "元 and 亿元, full-width digits": (
        "科研经费３.５亿元，办公费12,345.60元。",
        "科研经费 amount 3.5亿元 ３.５",
        "办公费 amount 12345.60元 12,345.60",
    ),
    "the whole in one clause, whose in the next, how much in the last": (
        "在面向中小企业预留的政府采购项目中，由中小企业中标的，采购金额7万元；"
        "在其他政府采购项目中，由中小企业中标的，采购金额3万元。",
        "面向中小企业预留的政府采购项目/由中小企业中标的采购金额 amount 7万元",
        "其他政府采购项目/由中小企业中标的采购金额 amount 3万元",
    ),
    "made of what": (
        "公用经费27万元。主要包括：办公费、水费、维修（护）费。",
        "公用经费 amount 27万元",
        "公用经费 use 办公费、水费、维修（护）费",
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_sentence_states_its_figures_with_subject_and_relation(shape: str) -> None:
    text, *expected = SHAPES[shape]
    assert [_shown(statement) for statement in _read(text).statements] == expected


def test_the_sentence_is_the_smallest_printed_one() -> None:
    found = _read("支出9万元,比上年减少1万元;收入9万元。三公经费0万元。").statements
    assert [statement.sentence for statement in found] == [
        "支出9万元,比上年减少1万元;",
        "支出9万元,比上年减少1万元;",
        "收入9万元。",
        "三公经费0万元。",
    ]


def test_a_figure_of_last_year_belongs_to_last_year() -> None:
    found = _read("2025年当年预算执行数为54万元，2026年预算安排53万元，上年结转2万元。").statements
    assert [(s.text, s.year) for s in found] == [("54", 2025), ("53", 2026), ("2", 2026)]


def test_without_a_year_of_the_document_last_year_is_unknown() -> None:
    changes = _read("支出比上年减少1万元，比2020年增加2万元。", None).statements
    assert {s.text: s.base_year for s in changes} == {"1": None, "2": 2020}


def test_a_direction_nobody_chose_gives_no_value_and_an_issue() -> None:
    read = _read(
        "运行经费9万元，比上年增加（或减少）2万元。\n接待费1万元，比上年增加（或减少）0万元。"
    )
    changes = {s.text: s.value for s in read.statements if s.aspect == "change"}
    assert changes == {"2": None, "0": Decimal(0)}
    assert [(issue.code, issue.where) for issue in read.issues] == [
        ("direction-unclear", "一、收支情况")
    ]


def test_a_reason_announced_but_not_printed_is_an_issue() -> None:
    read = _read("接待费1万元，与上年持平，主要原因是。其中：外宾接待0万元。")
    assert [issue.code for issue in read.issues] == ["reason-missing"]
    assert "接待费" in read.issues[0].message
    assert not [s for s in read.statements if s.aspect == "reason"]


@pytest.mark.parametrize(
    "text",
    [
        "截至2026年12月31日，第3次会议于8月召开。",
        "根据《县财政局关于2026年部门预算的批复》（青财预〔2026〕19号）填列。",
        "“211工程”和2011计划建设高校。",
        "举办学习班2-3期。",
    ],
)
def test_dates_numbers_of_documents_and_ranges_state_no_figure(text: str) -> None:
    assert _read(text).statements == ()


WORDS = """
支出 收入合计 “三公”经费 公务接待费 基本支出 教育支出（类） 行政运行（项） 2026年 2026 上年 比上年
此外 与2025年相比 增加 减少 持平 与上年一致 其中： 其中 包括： 主要原因是 主要用于 用于 占 占支出的
的 人 为0 完成年初预算的 增加（或减少） 主要是 一是 二是 （ ） ( ) “ ” ， , 。 ； ; ： : 、 中，
一、 （二） 1. 名词解释 指 1万元 0万元 1,234.56万元 12元 3.5% 2倍 3辆 5个 单价100万元以上设备
联系人 联系电话
"""
FRAGMENTS = st.sampled_from(WORDS.split()) | st.sampled_from("\n ")


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_whatever_is_printed_statements_stand_in_their_sentence_and_passage(text: str) -> None:
    read = understand_narrative([Paragraph(text)], YEAR, (OFFICE,))
    for statement in read.statements:
        assert statement.text in statement.sentence
        assert statement.sentence in read.passages[statement.passage].text
        assert statement.section == read.passages[statement.passage].section


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_every_amount_printed_in_the_narrative_is_stated(text: str) -> None:
    read = understand_narrative([Paragraph(text)], YEAR)
    limit = r"(?:（含）|\(含\))?以[上下]|（含）"
    amount = rf"(?<![\d.])(?<!\d,)(?:1,234\.56|12|1|0)(?=(?:万元|元)(?!{limit}))"
    for passage in read.passages:
        if passage.kind == "narrative":
            printed = re.findall(amount, passage.text)
            stated = [s.text for s in read.statements if s.passage == passage.index]
            assert set(printed) <= set(stated)


@given(st.text(max_size=60), st.integers(1949, 2100) | st.none())
def test_any_text_at_all_is_understood(text: str, year: int | None) -> None:
    understand_narrative([Paragraph(text), Paragraph(text)], year)


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["增加", "减少"]))
def test_a_change_carries_the_sign_of_its_word(amount: Decimal, word: str) -> None:
    [stated] = _read(f"支出比上年{word}{amount:,}万元。").statements
    assert stated.value == (amount if word == "增加" else -amount)
    assert stated.text == f"{amount:,}"


def test_a_total_below_the_heading_of_a_fund_is_that_funds() -> None:
    lines = ["一、政府性基金预算收支情况说明", "本年收入30万元。本年支出28万元，较上年减少2万元。"]
    found = understand_narrative([Paragraph(line) for line in lines], YEAR, (OFFICE,))
    assert [_shown(statement) for statement in found.statements] == [
        "政府性基金预算/本年收入 amount 30万元",
        "政府性基金预算/本年支出 amount 28万元",
        "政府性基金预算/本年支出 change -2万元 [2025]",
    ]
