"""What a figure is counted in, where not all of a table is in one unit of money."""

from __future__ import annotations

from test_table_layouts import understood


def units(printed: str, before: str = "单位：万元") -> list[str]:
    facts = understood(printed, before=before).facts
    return [f"{fact.row[-1]} {fact.column[-1]} {fact.text}{fact.unit or ''}" for fact in facts]


def test_a_column_that_counts_holds_no_money() -> None:
    assert units(
        """
        采购项目   | 采购数量 | 金额
        台式计算机 | 20       | 12.00
        合计       |          | 12.00
        """
    ) == [
        "台式计算机 采购数量 20",
        "台式计算机 金额 12.00万元",
        "合计 采购数量 ",
        "合计 金额 12.00万元",
    ]


def test_a_header_says_what_its_column_is_counted_in() -> None:
    assert units(
        """
        项目   | 人数（人） | 车辆数(辆) | 经费/万元 | 面积：平方米 | 增减（%）
        局本级 | 86         | 7          | 152.30    | 3200         | -2.5
        """,
        before="单位：元",
    ) == [
        "局本级 人数（人） 86人",
        "局本级 车辆数(辆) 7辆",
        "局本级 经费/万元 152.30万元",
        "局本级 面积：平方米 3200平方米",
        "局本级 增减（%） -2.5%",
    ]


def test_a_column_of_units_says_what_each_row_is_counted_in() -> None:
    printed = """
        项目             | 计量单位 | 2023年 | 增减（%）
        公务接待费       | 万元     | 2.00   | -40.00
        车辆保有量       | 辆       | 10     | -10.00
        100万元以上设备 | 台（套） | 2      | —
        """
    assert units(printed, before="情况表") == [
        "公务接待费 2023年 2.00万元",
        "公务接待费 增减（%） -40.00%",
        "车辆保有量 2023年 10辆",
        "车辆保有量 增减（%） -10.00%",
        "100万元以上设备 2023年 2台（套）",
        "100万元以上设备 增减（%） —%",
    ]


def test_the_unit_of_what_is_bought_is_not_that_of_its_price() -> None:
    assert units(
        """
        采购项目   | 数量 | 计量单位 | 金额
        台式计算机 | 20   | 台       | 12.00
        """
    ) == ["台式计算机 数量 20台", "台式计算机 金额 12.00万元"]


def test_a_unit_in_the_brackets_of_a_title() -> None:
    (table,) = understood(
        """
        项目 | 合计
        支出 | 430
        """,
        before="附表2 支出决算表（单位：元）",
    ).tables
    assert (table.number, table.title, table.unit) == ("附表2", "支出决算表", "元")


def test_a_note_in_several_rows_is_a_note() -> None:
    found = understood(
        """
        项目                  | 合计
        支出                  | 430
        注：1.按功能分类填列。|
        2.含上年结转30万元。  |
                              |
        """
    )
    assert found.tables[0].note == "注：1.按功能分类填列。\n2.含上年结转30万元。"
    assert [fact.row for fact in found.facts] == [("支出",)]
