"""The outline of a narrative: sections, passages, definitions, and what is no narrative at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.metadata import understand_metadata
from ingest.model import Paragraph, Passage, Statement
from ingest.narrative import Narrative, understand_narrative
from ingest.read import read_bytes
from ingest.tables import understand_tables

GOLDEN = Path(__file__).parent / "golden" / "rongchang-statements.tsv"


def _narrative(*lines: str, page: int | None = None) -> Narrative:
    return understand_narrative([Paragraph(line, page) for line in lines], 2026)


def _places(passages: Sequence[Passage]) -> list[tuple[str, str]]:
    return [(" > ".join(passage.section), passage.text) for passage in passages]


@cache
def _understood(path: Path) -> Narrative:
    """The narrative of a file, read and understood the way the pipeline does."""
    reading = read_bytes(path.read_bytes(), path.name)
    tables = understand_tables(reading.blocks)
    metadata, _ = understand_metadata(tables.paragraphs, reading.title, path.name)
    names = (metadata.organization, *metadata.aliases)
    return understand_narrative(tables.paragraphs, metadata.year, names)


# -- sections ------------------------------------------------------------------------------


def test_headings_make_a_path_also_where_they_run_into_their_paragraph() -> None:
    found = _narrative(
        "第一部分 部门概况",
        "一、部门基本情况",
        "（一）职能职责。",
        "负责全县档案工作，并指导乡镇。",
        "（二）部门构成。本部门由本级和县档案馆构成。",
        "二、收支情况",
        "(一)收入预算:2026年收入合计9万元。",
        "第二部分 情况说明",
        "一、其他重要事项",
        "无其他事项，特此说明。",
    )
    assert _places(found.passages) == [
        ("第一部分部门概况 > 一、部门基本情况 > （一）职能职责", "负责全县档案工作，并指导乡镇。"),
        ("第一部分部门概况 > 一、部门基本情况 > （二）部门构成", "本部门由本级和县档案馆构成。"),
        ("第一部分部门概况 > 二、收支情况 > (一)收入预算", "2026年收入合计9万元。"),
        ("第二部分情况说明 > 一、其他重要事项", "无其他事项，特此说明。"),
    ]


def test_a_heading_with_nothing_below_it_is_a_line_of_a_list_and_is_kept() -> None:
    found = _narrative(
        "一、机构设置",
        "本部门包括：",
        "1. 县档案局（本级）。",
        "2. 县档案馆。",
        "二、收支",
        "收入，0。",
    )
    assert found.passages[0].text == "本部门包括：\n1.县档案局（本级）。\n2.县档案馆。"
    assert found.passages[0].section == ("一、机构设置",)


def test_a_heading_without_a_number_opens_a_section() -> None:
    found = _narrative(
        "青山县档案局2026年部门预算",
        "青山县档案局主要职能",
        "负责档案，也负责史志。",
        "其他相关情况说明",
        "一、政府采购",
        "采购预算3万元。",
    )
    assert [passage.section for passage in found.passages] == [
        (),
        ("青山县档案局主要职能",),
        ("其他相关情况说明", "一、政府采购"),
    ]


@pytest.mark.parametrize("leaders", [" ............ 3", "…………………", ""])
def test_the_table_of_contents_is_no_narrative(leaders: str) -> None:
    found = _narrative(
        "目 录",
        f"一、主要职能{leaders}",
        f"二、收支情况{leaders}",
        "一、主要职能",
        "负责档案，也负责史志。",
        "二、收支情况",
        "收入3万元。",
    )
    assert _places(found.passages) == [
        ("一、主要职能", "负责档案，也负责史志。"),
        ("二、收支情况", "收入3万元。"),
    ]


def test_headings_glued_to_other_text_come_off() -> None:
    found = _narrative(
        "一、部门基本情况(一)职能职责。负责档案，也负责史志。(二)部门构成。由本级构成。"
        "二、收支情况说明2026年收入3万元。"
    )
    assert _places(found.passages) == [
        ("一、部门基本情况 > (一)职能职责", "负责档案，也负责史志。"),
        ("一、部门基本情况 > (二)部门构成", "由本级构成。"),
        ("二、收支情况说明", "2026年收入3万元。"),
    ]


def test_what_a_portal_prints_around_a_page_is_no_narrative() -> None:
    found = _narrative(
        "字体:【 默认 超大",
        "分享:",
        "一、收支情况",
        "收入3万元。",
        "- 12 -",
        "版权所有:青山县人民政府",
        "ICP备案:青ICP备00000000号-1 网站标识码:0000000000",
        "微信公众号",
    )
    assert _places(found.passages) == [("一、收支情况", "收入3万元。")]


# -- lines ---------------------------------------------------------------------------------

PAGE = """一、收入情况说明
我单位 2026 年收入预算 557,259.13 万元，其中：财政拨
款收入 230,876.38 万元，占 41.43%；事业收入 326,382.75
万元，占 58.57%。收入来源稳定，与上年相比没有大的变
化，全部按规定使用。
12"""


def test_a_page_of_broken_lines_is_put_together_without_layout_spaces() -> None:
    found = understand_narrative([Paragraph(PAGE, 4)], 2026)
    [passage] = found.passages
    assert passage.text == (
        "我单位2026年收入预算557,259.13万元，其中：财政拨款收入230,876.38万元，占41.43%；"
        "事业收入326,382.75万元，占58.57%。收入来源稳定，与上年相比没有大的变化，全部按规定使用。"
    )
    assert [s.text for s in found.statements] == [
        "557,259.13",
        "230,876.38",
        "41.43",
        "326,382.75",
        "58.57",
    ]


def test_a_sentence_cut_by_a_page_is_whole_and_each_keeps_the_page_it_begins_on() -> None:
    paragraphs = [
        Paragraph("一、支出情况", 7),
        Paragraph("支出9万元，其中：教育支出 4", 7),
        Paragraph("万元；其他支出5万元。三公经费0万元。", 8),
    ]
    found = understand_narrative(paragraphs, 2026)
    assert [(s.subject[-1], s.text, s.page) for s in found.statements] == [
        ("支出", "9", 7),
        ("教育支出", "4", 7),
        ("其他支出", "5", 8),
        ("三公经费", "0", 8),
    ]


# -- passages ------------------------------------------------------------------------------


def test_a_glossary_gives_a_definition_to_each_term() -> None:
    found = _narrative(
        "六、专业性名词解释",
        "(一)财政拨款收入:指从本级财政部门取得的财政拨款。",
        "其他资金：包括事业收入、其他收入等。",
        "（三）“三公”经费：指因公出国（境）费、公务接待费。其中，因公出国（境）费反映国际旅费、住宿费；"
        "公务接待费指单位按规定开支的接待支出。",
        "（四）支出科目",
        "1.小学教育：反映附属小学的支出。",
    )
    assert {passage.kind for passage in found.passages} == {"definition"}
    assert [(passage.subject, passage.section[-1]) for passage in found.passages] == [
        ("财政拨款收入", "六、专业性名词解释"),
        ("其他资金", "六、专业性名词解释"),
        ("“三公”经费", "六、专业性名词解释"),
        ("因公出国（境）费", "六、专业性名词解释"),
        ("公务接待费", "六、专业性名词解释"),
        ("小学教育", "（四）支出科目"),
    ]
    assert found.passages[4].text == "公务接待费指单位按规定开支的接待支出。"
    assert found.statements == ()


def test_a_definition_outside_a_glossary_needs_its_word() -> None:
    found = _narrative(
        "一、说明事项", "机关运行经费：指公用经费。", "主要职责：负责档案，包括史志。"
    )
    assert [(passage.kind, passage.subject) for passage in found.passages] == [
        ("definition", "机关运行经费"),
        ("narrative", None),
    ]


def test_contacts_and_the_header_are_passages_of_their_own() -> None:
    found = _narrative(
        "当前位置:部门 > 县档案局 > 预算公开",
        "• [ 发布日期 ]",
        "• 2026-02-26",
        "一、收支情况",
        "收入3万元。",
        "预算公开联系人:王某  联系方式:000-00000000",
    )
    assert [(passage.kind, passage.section) for passage in found.passages] == [
        ("header", ()),
        ("narrative", ("一、收支情况",)),
        ("contact", ()),
    ]
    assert found.passages[0].text.splitlines()[-1] == "•2026-02-26"
    assert found.passages[2].text == "预算公开联系人:王某  联系方式:000-00000000"


@given(st.lists(st.integers(1, 180), min_size=1, max_size=30))
def test_long_text_is_cut_where_sentences_end_and_nothing_is_lost(lengths: list[int]) -> None:
    text = "".join("档" * length + "。" for length in lengths)
    found = _narrative("一、主要职能", text)
    assert "".join(passage.text for passage in found.passages).replace("\n", "") == text
    for passage in found.passages:
        assert len(passage.text) <= 400
        assert passage.text.endswith("。")
    assert [passage.index for passage in found.passages] == list(range(len(found.passages)))


# -- documents -----------------------------------------------------------------------------


def _line(statement: Statement) -> list[str]:
    fields = (statement.value, statement.unit, statement.base_year)
    printed = ["∅" if field is None else str(field) for field in fields]
    return ["/".join(statement.subject), statement.aspect, *printed, statement.text]


def test_the_sample_states_what_a_person_reads_in_it(sample: Path) -> None:
    section = ""
    expected = []
    for line in GOLDEN.read_text("utf-8").splitlines():
        if line.startswith("# "):
            section = line[2:]
        else:
            expected.append([section, *line.split("\t")])
    found = _understood(sample)
    assert [[" > ".join(s.section), *_line(s)] for s in found.statements] == expected
    assert found.issues == ()


def test_the_sample_is_cut_into_passages_by_what_they_are(sample: Path) -> None:
    found = _understood(sample).passages
    assert Counter(passage.kind for passage in found) == {
        "header": 1,
        "narrative": 12,
        "definition": 9,
        "contact": 1,
    }
    assert "版权所有" not in "".join(passage.text for passage in found)


PUBLISHED = """
sh-fuliyuan-2024 | 事业收入 | amount | 262.00
sh-fuliyuan-2024 | 机关事业单位职业年金缴费支出 | percent | 8.57
sh-fuliyuan-2024 | 事业单位离退休 | reason | 有退休人员去世
sh-fuliyuan-2024 | 公务用车运行费 | change | 与2023年预算持平
sh-shegongbu-2024-final | 收入支出总计 | reason | 单位于2024年成立
sh-shegongbu-2024-final | 项目支出 | share | 65.70
sh-shegongbu-2024-final | 其他社会工作事务支出 > 支出决算 | amount | 202.24
js-shengweiban-2018-text | 住房保障支出 | reason | 住房公积金和房贴政策性调增
"""
"""Document | end of the subject | aspect | printed figure or words, as read on the page."""


@pytest.mark.parametrize("line", PUBLISHED.strip().splitlines())
def test_published_documents_state_what_a_person_reads_in_them(corpus: Path, line: str) -> None:
    name, subject, aspect, text = line.split(" | ")
    end = tuple(subject.split(" > "))
    found = _understood(corpus / f"{name}.pdf").statements
    said = {s.text for s in found if s.subject[-len(end) :] == end and s.aspect == aspect}
    assert text in said


@pytest.mark.slow
def test_nearly_every_amount_of_published_narratives_is_stated(corpus: Path) -> None:
    """Only limits in names (单价100万元以上设备) are printed and not stated."""
    printed: Counter[tuple[str, int, str]] = Counter()
    stated: Counter[tuple[str, int, str]] = Counter()
    for path in sorted(corpus.glob("*.pdf")):
        found = _understood(path)
        for passage in found.passages:
            if passage.kind == "narrative":
                amounts = re.findall(r"[\d,]*\d(?:\.\d+)?(?=万元)", passage.text)
                printed.update((path.name, passage.index, amount) for amount in amounts)
        stated.update((path.name, s.passage, s.text) for s in found.statements if s.unit == "万元")
    held = sum((printed & stated).values())
    assert printed.total() > 900
    assert held / printed.total() > 0.98
