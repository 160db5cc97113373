"""Which labels govern a figure in lists and forms: small tables as they are printed."""

from __future__ import annotations

from ingest.model import Cell, Fact, Grid, Paragraph
from ingest.tables import Understood, understand_tables


def understood(printed: str, *spans: tuple[int, int, int, int], before: str = "") -> Understood:
    """The table that lines of cells parted by ``|`` print, under the lines ``before``; ``spans``
    merge ``height`` x ``width`` positions from ``row, column`` on."""
    rows = [[cell.strip() for cell in line.split("|")] for line in printed.strip().split("\n")]
    sizes = {(row, column): (height, width) for row, column, height, width in spans}
    covered = {
        (row + down, column + across)
        for (row, column), (height, width) in sizes.items()
        for down in range(height)
        for across in range(width)
        if down or across
    }
    grid = Grid(
        tuple(
            Cell(text, row, column, *sizes.get((row, column), (1, 1)))
            for row, line in enumerate(rows)
            for column, text in enumerate(line)
            if (row, column) not in covered
        )
    )
    return understand_tables([*(Paragraph(line) for line in before.splitlines()), grid])


def paths(facts: list[Fact]) -> list[str]:
    return [f"{' > '.join(fact.row)} | {fact.text}" for fact in facts]


def test_a_label_printed_once_governs_the_rows_that_leave_its_column_blank() -> None:
    found = understood(
        """
        品目 | 专项   | 科目       | 物品   | 方式 | 总计
        合计 |        |            |        |      | 17.00
        货物 |        |            |        |      | 10.00
             | 设备费 | 设备购置   |        |      | 8.00
             |        |            | 计算机 | 集中 | 8.00
             | 印刷费 | 印刷       |        |      | 2.00
             |        |            | 复印纸 | 分散 | 2.00
        服务 |        |            |        |      | 7.00
             | 物业费 | 物业管理费 |        |      | 7.00
        总计 |        |            |        |      | 17.00
        """
    )
    assert paths(found.facts) == [
        "合计 | 17.00",
        "货物 | 10.00",
        "货物 > 设备费 > 设备购置 | 8.00",
        "货物 > 设备费 > 设备购置 > 计算机 > 集中 | 8.00",
        "货物 > 印刷费 > 印刷 | 2.00",
        "货物 > 印刷费 > 印刷 > 复印纸 > 分散 | 2.00",
        "服务 | 7.00",
        "服务 > 物业费 > 物业管理费 | 7.00",
        "总计 | 17.00",
    ]


def test_a_subtotal_belongs_to_its_group_and_a_total_to_none() -> None:
    found = understood(
        """
        来源     |          | 金额
        其他资金 | 小计     | 3.00
                 | 事业收入 | 2.00
                 | 其他收入 | 1.00
        上年结转 | 小计     | 4.00
                 | 合计     | 7.00
        """
    )
    assert paths(found.facts) == [
        "其他资金 > 小计 | 3.00",
        "其他资金 > 事业收入 | 2.00",
        "其他资金 > 其他收入 | 1.00",
        "上年结转 > 小计 | 4.00",
        "合计 | 7.00",
    ]


def test_a_column_that_numbers_the_rows_is_no_figure() -> None:
    found = understood(
        """
        序号 | 单位名称 | 人数
        1    | 本级     | 30
        2    | 服务中心 | 12
        """
    )
    assert paths(found.facts) == ["本级 | 30", "服务中心 | 12"]


def test_columns_named_beside_the_total_row_are_a_header() -> None:
    found = understood(
        """
        项目 |      | 年初结转 | 本年支出 |          |          | 年末结转
        编码 | 名称 |          |          |          |          |
        合计 |      |          | 合计     | 基本支出 | 项目支出 |
        229  | 其他支出 | 1.00 | 3.00     | 2.00     | 1.00     |
        """,
        (0, 0, 1, 2),
        (0, 2, 2, 1),
        (0, 3, 2, 3),
        (0, 6, 2, 1),
        (2, 0, 1, 2),
    )
    assert [(fact.code, fact.column, fact.text) for fact in found.facts] == [
        ("229", ("年初结转",), "1.00"),
        ("229", ("本年支出", "合计"), "3.00"),
        ("229", ("本年支出", "基本支出"), "2.00"),
        ("229", ("本年支出", "项目支出"), "1.00"),
        ("229", ("年末结转",), ""),
    ]


FORM = """
    项目名称       | 校舍修缮 |          |          |        |
    主管部门及代码 | 教育部 105 |        | 实施单位 | 本级   |
    年度资金总额： | 20.00    |          |          |        |
    一级指标 | 二级指标 | 三级指标 | 计量单位 | 指标值 | 分值（90）
    产出指标 | 数量指标 | 修缮面积 | 平方米   | 300    | 50
             |          | 修缮栋数 | 栋       | 4      | 20
    效益指标 | 社会效益 | 使用年限 | 年       | 20     | 20
"""


def test_an_indicator_keeps_the_group_printed_once_above_it_and_its_points() -> None:
    found = understood(FORM)
    assert paths([fact for fact in found.facts if len(fact.row) > 1]) == [
        "校舍修缮 > 产出指标 > 数量指标 > 修缮面积 | 300",
        "校舍修缮 > 产出指标 > 数量指标 > 修缮面积 | 50",
        "校舍修缮 > 产出指标 > 数量指标 > 修缮栋数 | 4",
        "校舍修缮 > 产出指标 > 数量指标 > 修缮栋数 | 20",
        "校舍修缮 > 效益指标 > 社会效益 > 使用年限 | 20",
        "校舍修缮 > 效益指标 > 社会效益 > 使用年限 | 20",
    ]
    [department] = [fact for fact in found.facts if fact.column == ("主管部门及代码",)]
    assert department.text == "教育部 105"


def test_a_title_that_begins_with_the_form_s_project_on_a_line_of_its_own_is_whole() -> None:
    found = understood(FORM, before="（二）校舍修缮\n校舍修缮\n绩效目标表\n（2026年度）")
    assert [table.title for table in found.tables] == ["校舍修缮绩效目标表"]
    assert [paragraph.text for paragraph in found.paragraphs] == ["（二）校舍修缮"]
