"""Whose disclosure it is, as printed: titles, headers, captions, and what is not printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.metadata import understand_metadata
from ingest.model import Issue, Metadata, Paragraph
from ingest.organizations import is_organization, region_of
from ingest.page_header import header_fields
from ingest.read import read_bytes


def _metadata(
    *lines: str, title: str | None = None, file: str = "a.txt", grids: Sequence[str] = ()
) -> tuple[Metadata, list[Issue]]:
    return understand_metadata([Paragraph(line) for line in lines], title, file, grids)


@pytest.mark.parametrize(
    ("title", "organization", "scope", "year", "kind"),
    [
        ("云河省青山市档案局2026年部门预算情况说明", "云河省青山市档案局", "部门", 2026, "预算"),
        ("2025年度云河省青山市档案局部门决算公开", "云河省青山市档案局", "部门", 2025, "决算"),
        ("青山市白水区福利院2024年单位预算", "青山市白水区福利院", "单位", 2024, "预算"),
        (
            "关于公开青山市白水区档案馆2026年度单位预算的说明",
            "青山市白水区档案馆",
            "单位",
            2026,
            "预算",
        ),
        ("青山大学二〇二六年部门预算", "青山大学", "部门", 2026, "预算"),
        ("青山大学2023年度部门预算-信息公开", "青山大学", "部门", 2023, "预算"),
        (
            "中共青山市白水区委社会工作部2024年度部门决算",
            "中共青山市白水区委社会工作部",
            "部门",
            2024,
            "决算",
        ),
        ("青山市档案局2026年预算公开", "青山市档案局", None, 2026, "预算"),
    ],
)
def test_a_title_says_whose_it_is(
    title: str, organization: str, scope: str | None, year: int, kind: str
) -> None:
    for found, issues in (_metadata(title, "一、职责"), _metadata("一、职责", title=title)):
        assert (found.organization, found.scope) == (organization, scope)
        assert (found.year, found.kind) == (year, kind)
        assert issues == []


@pytest.mark.parametrize(
    "cover",
    [
        ["青山大学", "2023 年度部门预算", "2023 年 4 月"],
        ["青山大学 2023 年度", "部门预算"],
        ["青山市人民政府", "青山大学2023年度部门预算"],
    ],
)
def test_a_title_may_be_broken_over_lines_of_a_cover(cover: list[str]) -> None:
    found, _ = _metadata(*cover, "目 录", "一、青山市财政局2022年部门预算")
    assert (found.title, found.organization) == ("青山大学2023年度部门预算", "青山大学")


def test_a_name_broken_after_its_region_is_whole() -> None:
    found, _ = _metadata("中共青山市白水区委", "社会工作部 2024 年度", "部门决算")
    assert found.organization == "中共青山市白水区委社会工作部"


def test_a_title_that_names_only_a_region_leaves_the_name_to_its_label() -> None:
    found, _ = _metadata(
        "青山市白水区2024年区级部门预算",
        "预算主管部门：青山市白水区人民政府古城街道办事处",
        "目 录",
    )
    assert found.title == "青山市白水区2024年区级部门预算"
    assert found.organization == "青山市白水区人民政府古城街道办事处"
    assert found.region == "青山市白水区"
    assert {"古城街道办事处", "古城街道"} <= set(found.aliases)


def test_captions_of_tables_name_the_organization_where_there_is_no_title() -> None:
    found, issues = _metadata(
        grids=["2018年收支预算总表", "部门：云河省档案局  单位：万元"], file="tables.pdf"
    )
    assert (found.organization, found.year, found.kind) == ("云河省档案局", 2018, "预算")
    assert found.scope is None
    assert [issue.code for issue in issues] == ["title-missing"]


HEADER = [
    "当前位置:部门 > 区政务管理办 > 政务公开 > 预算/决算",
    "• [ 索号 ]",
    "• 115X/2026-00003",
    "• [ 发文字号 ]",
    "• [ 主题分类 ]",
    "• 财政",
    "• [ 成文日期 ]",
    "• 2026-02-25",
    "• [ 发布日期 ]",
    "• 2026-02-26",
    "• [ 发布机构 ]",
    "• 白水区政务管理办",
    "• [ 有性 ]",
    "青山市白水区政务服务管理办公室2026年部门预算情况说明",
    "一、职责",
]


def test_the_header_of_a_page_also_where_labels_lost_a_character() -> None:
    found, issues = _metadata(*HEADER)
    assert found.index_number == "115X/2026-00003"
    assert found.published == "2026-02-26"
    assert found.publisher == "白水区政务管理办"
    assert found.region == "青山市白水区"
    assert issues == []


def test_other_names_are_those_printed_and_those_without_the_region() -> None:
    found, _ = _metadata(*HEADER, "市政务办2026年收入3万元；区政务服务办公室2026年支出3万元。")
    assert {
        "白水区政务管理办",
        "区政务管理办",
        "政务管理办",
        "政务服务管理办公室",
        "区政务服务办公室",
    } <= set(found.aliases)
    assert found.organization not in found.aliases
    assert not {"市政务办", "财政", "办公室", "政务公开"} & set(found.aliases)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        (
            "索 引 号：ABC/2026    发布机构：县档案局   发布日期：2026年2月6日",
            "publisher",
            "县档案局",
        ),
        (
            "索 引 号：ABC/2026    发布机构：县档案局   发布日期：2026年2月6日",
            "index_number",
            "ABC/2026",
        ),
        ("【发布日期】2026-02-06 【来源】县档案局", "publisher", "县档案局"),
        ("发布时间: 2026/2/6", "published", "2026/2/6"),
        ("发布机构\n县档案局", "publisher", "县档案局"),
        ("部门： 县档案局 单位：万元", "organization", "县档案局"),
    ],
)
def test_label_and_value_stand_together_in_many_ways(line: str, field: str, value: str) -> None:
    assert header_fields([line])[field] == [value]


@pytest.mark.parametrize("printed", ["2026年2月6日", "2026-02-06", "2026/2/6", "2026.02.06 10:30"])
def test_dates_become_iso_dates(printed: str) -> None:
    found, _ = _metadata(f"发布日期：{printed}")
    assert found.published == "2026-02-06"


@pytest.mark.parametrize("printed", ["2026年2月", "2026-02-30", "二月六日"])
def test_what_is_no_whole_date_is_none(printed: str) -> None:
    found, _ = _metadata(f"发布日期：{printed}")
    assert found.published is None


def test_nothing_is_guessed() -> None:
    found, issues = _metadata("今天天气很好。")
    assert found == Metadata(title="a", organization="")
    assert [issue.code for issue in issues] == [
        "title-missing",
        "organization-missing",
        "year-missing",
        "kind-missing",
    ]


def test_the_file_name_counts_where_the_document_is_silent() -> None:
    found, _ = _metadata("（一）正文。", file="青山市档案局2026年部门预算.docx")
    assert (found.organization, found.year, found.kind) == ("青山市档案局", 2026, "预算")
    printed, _ = _metadata("白水县档案局2025年部门预算", file="青山市档案局2026年部门预算.docx")
    assert (printed.organization, printed.year) == ("白水县档案局", 2025)


def test_a_title_of_two_kinds_leaves_the_kind_open() -> None:
    found, issues = _metadata("青山市档案局2024年部门决算和2024年部门预算公开")
    assert found.kind is None
    assert "kind-missing" in [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("重庆市荣昌区市场监督管理局", "重庆市荣昌区"),
        ("北京市市场监督管理局", "北京市"),
        ("内蒙古自治区呼和浩特市财政局", "内蒙古自治区呼和浩特市"),
        ("湘西土家族苗族自治州龙山县教育局", "湘西土家族苗族自治州龙山县"),
        ("万里街道社区事务受理服务中心", None),
        ("西南大学", None),
    ],
)
def test_the_region_is_what_stands_in_front_of_a_name(name: str, region: str | None) -> None:
    assert region_of(name) == region
    assert is_organization(name)


def test_what_is_printed_as_a_bodys_own_office_is_one_unit_of_it() -> None:
    found, _ = _metadata("南江县水务局（本级）2024年部门预算情况说明")
    assert (found.organization, found.scope) == ("南江县水务局", "单位")


@given(st.text(max_size=80), st.text(max_size=30) | st.none(), st.text(max_size=20))
def test_any_text_at_all_is_taken(text: str, title: str | None, file_name: str) -> None:
    found, _ = understand_metadata([Paragraph(text)], title, file_name, [text])
    assert found.year is None or str(found.year)[:2] in ("19", "20")


# -- documents -----------------------------------------------------------------------------


def test_the_sample(sample: Path) -> None:
    reading = read_bytes(sample.read_bytes(), sample.name)
    paragraphs = [block for block in reading.blocks if isinstance(block, Paragraph)]
    found, issues = understand_metadata(paragraphs, reading.title, sample.name)
    assert found.title == "重庆市荣昌区政务服务管理办公室2026年部门预算情况说明"
    assert found.organization == "重庆市荣昌区政务服务管理办公室"
    assert (found.scope, found.region) == ("部门", "重庆市荣昌区")
    assert (found.year, found.kind, found.published) == (2026, "预算", "2026-02-26")
    assert (found.index_number, found.publisher) == (
        "11500226MB1C02260P/2026-00003",
        "荣昌区政务管理办",
    )
    assert {"区政务管理办", "政务服务管理办公室"} <= set(found.aliases)
    assert issues == []


@pytest.mark.parametrize(
    ("name", "organization", "scope", "region", "year", "kind"),
    [
        ("sh-fuliyuan-2024.pdf", "上海市普陀区社会福利院", "单位", "上海市普陀区", 2024, "预算"),
        (
            "sh-shegongbu-2024-final.pdf",
            "中共上海市普陀区委社会工作部",
            "部门",
            "上海市普陀区",
            2024,
            "决算",
        ),
        (
            "js-shengweiban-2017-tables.pdf",
            "中国共产党江苏省委员会办公厅",
            None,
            "江苏省",
            2017,
            "预算",
        ),
        ("js-shengweiban-2018-tables.pdf", "中共江苏省委办公厅", "部门", "江苏省", 2018, "预算"),
        ("js-zhengxie-2018-text.pdf", "江苏省政协办公厅", "部门", "江苏省", 2018, "预算"),
        ("swu-2023-budget-page.html", "西南大学", "部门", None, 2023, "预算"),
    ],
)
def test_published_documents(
    corpus: Path,
    name: str,
    organization: str,
    scope: str | None,
    region: str | None,
    year: int,
    kind: str,
) -> None:
    reading = read_bytes((corpus / name).read_bytes(), name)
    paragraphs = [block for block in reading.blocks if isinstance(block, Paragraph)]
    found, _ = understand_metadata(paragraphs, reading.title, name)
    assert (found.organization, found.scope, found.region) == (organization, scope, region)
    assert (found.year, found.kind) == (year, kind)
