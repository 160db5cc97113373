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


def test_a_cell_that_prints_its_unit() -> None:
    assert units(
        """
        事项           | 2025年
        “三公”经费   | 12.50万元
        公务接待费     | 25000元
        公务用车保有量 | 3辆
        机关运行经费   | 36.2
        """
    ) == [
        "“三公”经费 2025年 12.50万元万元",
        "公务接待费 2025年 25000元元",
        "公务用车保有量 2025年 3辆辆",
        "机关运行经费 2025年 36.2万元",
    ]


def test_a_row_that_names_another_unit_of_money_is_in_it() -> None:
    assert units(
        """
        项目                 | 2024年
        公务接待费（元）     | 9,500
        机关运行经费         | 28.10
        国有资产总额（亿元） | 1.3
        """
    ) == [
        "公务接待费（元） 2024年 9,500元",
        "机关运行经费 2024年 28.10万元",
        "国有资产总额（亿元） 2024年 1.3亿元",
    ]


def test_prices_are_no_codes_and_what_is_bought_is_called_by_its_name() -> None:
    found = understood(
        """
        序号 | 采购项目 | 规格 | 计量单位 | 数量 | 单价  | 金额
        1    | 摄像机   | 4K   | 台       | 2    | 35000 | 70000
        2    | 存储卡   |      | 张       | 10   | 300   | 3000
        """,
        before="单位：元",
    )
    assert [(f.row, f.column[-1], f.text, f.unit) for f in found.facts[:3]] == [
        (("摄像机",), "数量", "2", "台"),
        (("摄像机",), "单价", "35000", "元"),
        (("摄像机",), "金额", "70000", "元"),
    ]


def test_a_header_that_ends_in_percent() -> None:
    assert units(
        """
        项目     | 决算数 | 完成预算的%
        基本支出 | 290.00 | 96.67
        """
    ) == ["基本支出 决算数 290.00万元", "基本支出 完成预算的% 96.67%"]


def test_money_beside_a_number_of_things_is_in_the_unit_of_the_table() -> None:
    assert units(
        """
        资产类别     | 数量 | 金额
        车辆（辆）   | 12   | 240.00
        设备（台/套）| 3    | 420.00
        """
    ) == [
        "车辆（辆） 数量 12辆",
        "车辆（辆） 金额 240.00万元",
        "设备（台/套） 数量 3台/套",
        "设备（台/套） 金额 420.00万元",
    ]


def test_a_unit_below_the_table() -> None:
    found = understood(
        """
        科目名称   | 合计
        住房支出   | 5.00
        单位：万元 |
        """
    )
    assert [(fact.row, fact.unit) for fact in found.facts] == [(("住房支出",), "万元")]
