"""Whose disclosure it is where a file holds tables alone: its captions and its name say so."""

from __future__ import annotations

import pytest

from ingest.metadata import understand_metadata
from ingest.model import Metadata
from ingest.organizations import is_organization, region_of

TABLES = [
    "收入支出决算总表",
    "公开01表",
    "部门：青禾县农业农村局",
    "2023年度一般公共预算财政拨款支出决算表",
    "政府性基金预算财政拨款收入支出决算表",
]


def metadata(file: str, *tables: str) -> Metadata:
    return understand_metadata([], None, file, tables)[0]


def test_the_funds_that_titles_name_say_nothing_of_the_kind() -> None:
    found = metadata("tables.xlsx", *TABLES)
    assert (found.organization, found.year, found.kind) == ("青禾县农业农村局", 2023, "决算")


@pytest.mark.parametrize("serial", ["", "附件1_", "附件：", "03-", "d1_"])
def test_a_file_name_may_begin_with_its_number(serial: str) -> None:
    found = metadata(f"{serial}青禾县农业农村局2023年度部门决算公开表.xlsx", *TABLES[:3])
    assert found.title == "青禾县农业农村局2023年度部门决算公开表"
    assert (found.organization, found.year, found.kind) == ("青禾县农业农村局", 2023, "决算")


@pytest.mark.parametrize("number", ["表7", "表 七"])
def test_a_tables_title_with_its_number_is_no_document_s(number: str) -> None:
    lines = ("2025年一般公共预算“三公”经费支出情况表", number, "部门：青禾市文化和旅游局")
    found = metadata("青禾市文化和旅游局2025年部门预算公开表.xlsx", *lines)
    assert found.title == "青禾市文化和旅游局2025年部门预算公开表"


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("柳河区城市管理局", "柳河区"),
        ("青禾市柳河县城市建设服务中心", "青禾市柳河县"),
        ("盐城市建设局", "盐城市"),
        ("盐城市城市管理局", "盐城市"),
    ],
)
def test_a_region_does_not_end_in_the_word_for_towns(name: str, region: str) -> None:
    assert is_organization(name)
    assert region_of(name) == region


def test_the_title_of_a_table_is_the_document_s_where_there_is_no_other() -> None:
    found = metadata("27.txt", "2024年昌宁县卡斯镇“三公”经费预算财政拨款情况统计表")
    assert (found.organization, found.year, found.kind) == ("昌宁县卡斯镇", 2024, "预算")
