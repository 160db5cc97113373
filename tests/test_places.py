"""Every cell of a grid of any layout stands under the labels that govern it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Cell, Grid
from ingest.tables.places import Place, places


def placed(grid: Grid) -> dict[str, Place]:
    return {place.cell.text: place for place in places(grid)}


def paths(grid: Grid, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    place = placed(grid)[text]
    return place.row, place.column


def merged(*lines: str) -> Grid:
    """A grid from lines of texts between bars; a text repeated beside or below is one cell."""
    rows = [[text.strip() for text in line.split("|")] for line in lines]
    first: dict[str, tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            first.setdefault(text, (r, c))
    return Grid(
        tuple(
            Cell(
                text,
                r,
                c,
                rowspan=sum(row[c] == text for row in rows),
                colspan=rows[r].count(text),
            )
            for text, (r, c) in first.items()
        )
    )


def test_a_list_has_its_header_on_top_and_its_names_on_the_left() -> None:
    grid = Grid.from_rows(
        [
            ["项目", "期初余额", "期末余额"],
            ["应收票据", "1,000.00", "2,000.00"],
            ["应收账款", "30.50", "41.00"],
        ]
    )
    assert paths(grid, "41.00") == (("应收账款",), ("期末余额",))
    assert placed(grid)["应收账款"].role == "key"
    assert placed(grid)["期初余额"].role == "header"


def test_a_record_has_its_labels_on_the_left() -> None:
    grid = Grid.from_rows(
        [
            ["公司名称", "天晴科技有限公司"],
            ["注册地址", "上海市闵行区东川路800号"],
            ["成立时间", "2011年12月20日"],
            ["注册资本(元)", "5,000,000"],
        ]
    )
    assert paths(grid, "2011年12月20日") == (("成立时间",), ())


def test_merged_headers_lie_over_the_ones_below() -> None:
    grid = merged(
        "类别   | 期末余额 | 期末余额 | 期初余额 | 期初余额",
        "类别   | 账面余额 | 坏账准备 | 账面价值 | 计提比例",
        "甲组合 | 11.00   | 1.00    | 21.00   | 2.00",
        "乙组合 | 12.00   | 1.50    | 22.00   | 2.50",
    )
    assert paths(grid, "1.50") == (("乙组合",), ("期末余额", "坏账准备"))


def test_a_form_pairs_labels_with_the_values_beside_them() -> None:
    grid = merged(
        "出差申请表 | 出差申请表 | 出差申请表 | 出差申请表",
        "申请人姓名 | 李华      | 所在部门   | 项目部",
        "申请日期   | 2022年1月3日 | 联系电话 | 13900000000",
        "出差事由   | 参观交流   | 参观交流   | 参观交流",
    )
    assert paths(grid, "项目部") == (("出差申请表", "所在部门"), ())
    assert paths(grid, "13900000000") == (("出差申请表", "联系电话"), ())
    assert paths(grid, "参观交流") == (("出差申请表", "出差事由"), ())


def test_pairs_may_stand_under_one_header_of_a_list() -> None:
    grid = merged(
        "设备名称 | 生产日期 | 主要参数 | 主要参数",
        "甲型开关 | 2003年4月 | 型号    | AW25-256W",
        "甲型开关 | 2003年4月 | 额定电流 | 450A",
        "乙型开关 | 2005年7月 | 型号 2  | HJ73-247W",
        "乙型开关 | 2005年7月 | 额定电压 | 127kV",
    )
    assert paths(grid, "450A") == (("甲型开关", "额定电流"), ("主要参数",))
    assert paths(grid, "127kV") == (("乙型开关", "额定电压"), ("主要参数",))


def test_lists_side_by_side_keep_to_their_own_names() -> None:
    grid = Grid.from_rows(
        [
            ["资产类", "年初数", "年末数", "负债类", "年初数", "年末数"],
            ["货币资金", "100", "50", "短期借款", "51", "56"],
            ["应收票据", "200", "101", "应付票据", "102", "54"],
        ]
    )
    assert paths(grid, "54") == (("应付票据",), ("年末数",))


def test_a_merged_cell_on_the_left_heads_all_beside_it() -> None:
    grid = merged(
        "中级人员 | 差旅费 1 | 1000 | 高级人员 | 差旅费 2 | 5600",
        "中级人员 | 交通费 1 | 1200 | 高级人员 | 交通费 2 | 4200",
        "中级人员 | 通讯费 1 | 1600 | 高级人员 | 通讯费 2 | 3000",
    )
    assert paths(grid, "4200")[0] == ("高级人员", "交通费 2")


TEXTS = st.sampled_from(["项目", "金额", "姓名", "合计", "12.5", "2020年", "", "王杰", "是"])


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=6), max_size=7))
def test_every_cell_is_placed_once_where_it_is_printed(rows: list[list[str]]) -> None:
    grid = Grid.from_rows(rows)
    assert sorted((p.cell.row, p.cell.column) for p in places(grid)) == sorted(
        (cell.row, cell.column) for cell in grid.cells
    )


def test_a_row_of_which_stands_under_the_row_it_is_part_of() -> None:
    grid = Grid.from_rows(
        [
            ["类别", "账面余额", "坏账准备"],
            ["按组合计提", "100.00", "10.00"],
            ["其中：账龄组合", "60.00", "6.00"],
            ["其中：押金组合", "40.00", "4.00"],
            ["单项计提", "5.00", "5.00"],
        ]
    )
    assert paths(grid, "6.00")[0] == ("按组合计提", "其中：账龄组合")
    assert paths(grid, "4.00")[0] == ("按组合计提", "其中：押金组合")
    assert paths(grid, "100.00")[0] == ("按组合计提",)


def test_columns_that_are_only_numbered_are_named_by_the_row_below() -> None:
    grid = Grid.from_rows(
        [
            ["序号", "1", "2", "3"],
            ["股东姓名", "王杰", "徐军", "李璇"],
            ["认缴出资额(万元)", "236.00", "12.00", "8.00"],
            ["出资比例", "59.00%", "3.00%", "2.00%"],
        ]
    )
    assert paths(grid, "3.00%") == (("出资比例",), ("2", "徐军"))
    assert paths(grid, "徐军") == (("股东姓名",), ("2",))


def test_names_over_values_beside_a_label_are_values_too() -> None:
    grid = Grid(
        (
            Cell("签字注册会计师姓名及年限", 0, 0, rowspan=2),
            *(Cell(text, 0, column) for column, text in enumerate(["金闻", "王超"], 1)),
            *(Cell(text, 1, column) for column, text in enumerate(["3年", "1年"], 1)),
            Cell("审计报酬(元)", 2, 0),
            Cell("160,000", 2, 1, colspan=2),
        )
    )
    assert placed(grid)["金闻"].role == placed(grid)["王超"].role == "key"
    assert paths(grid, "3年") == (("签字注册会计师姓名及年限",), ("金闻",))


def test_a_wide_label_with_its_value_is_no_pair_of_banners() -> None:
    grid = merged(
        "产品名称 | 产品名称 | CRA系列气缸 | CRA系列气缸",
        "生产厂家 | 生产厂家 | 腾飞设备生产厂 | 腾飞设备生产厂",
        "耐压力(bar) | 耐压力(bar) | 18 | 13",
    )
    assert paths(grid, "腾飞设备生产厂")[0] == ("生产厂家",)
    assert placed(grid)["腾飞设备生产厂"].role == "value"
