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


def test_labels_as_wide_as_their_values_are_no_banners() -> None:
    grid = merged(
        "产品     | 产品     | 产品     | 空气过滤器 | 空气过滤器 | 空气过滤器 | 空气过滤器",
        "型号     | 型号     | 型号     | AACE     | AACE      | AACE      | AACE",
        "通径     | 通径     | 通径     | 21       | 61        | 32        | 62",
        "工作介质 | 工作介质 | 工作介质 | 空气      | 空气      | 空气      | 空气",
        "温度范围 | 温度范围 | 温度范围 | 0度至50度 | 0度至50度 | 0度至50度 | 0度至50度",
        "流量特性 | 进口压力 | 出口压力 | 空气流量  | 空气流量   | 空气流量  | 空气流量",
        "流量特性 | 2.45    | 4.62    | 220      | 352       | 540       | 1289",
        "流量特性 | 2.00    | 3.70    | 25       | 236       | 1200      | 1599",
    )
    assert paths(grid, "0度至50度")[0] == ("温度范围",)


def test_labels_of_several_rows_beside_rows_of_their_own_cut_a_form_in_two() -> None:
    grid = merged(
        "中文名   | 飞雁客机      | 重要事件 | 总装下线日期 | 2015年11月2日",
        "生产商   | 飞雁制造公司   | 重要事件 | 首飞日期     | 2017年5月5日",
        "发动机   | 飞雁一型       | 重要事件 | 取证日期     | 2022年8月1日",
        "最大航程 | 4075公里      | 运营情况 | 交付日期     | 2022年12月9日",
        "机身长度 | 38米          | 运营情况 | 首航日期     | 2023年5月28日",
    )
    assert paths(grid, "2017年5月5日")[0] == ("重要事件", "首飞日期")
    assert paths(grid, "38米")[0] == ("机身长度",)


def test_a_header_tree_may_stand_over_names_of_types() -> None:
    grid = merged(
        "参数     | 型号       | 型号       | 型号",
        "参数     | FK-8921.23 | FK-8921.11 | FK-8921.02",
        "额定电压 | 230 V      | 115 V      | 24 V",
        "适用机柜 | 各种机柜    | 各种机柜    | 小型机柜",
        "输出功率 | 11 W       | 12 W       | 13 W",
    )
    assert paths(grid, "12 W") == (("输出功率",), ("型号", "FK-8921.11"))


def test_a_header_printed_again_beside_begins_a_list_of_its_own() -> None:
    grid = Grid.from_rows(
        [
            ["", "Air4", "mini6", "", "Air4", "mini6"],
            ["芯片", "一代", "二代", "电池", "11560毫安", "5200毫安"],
            ["屏幕", "10寸", "8寸", "话筒", "2个", "3个"],
        ]
    )
    assert paths(grid, "5200毫安") == (("电池",), ("mini6",))


def test_a_numbered_row_with_one_wide_label_heads_the_rows_below() -> None:
    grid = merged(
        "序号     | 参数类型 | 标准参数值 | 投标人响应值",
        "1.1     | 额定电压 | 额定电压   | 额定电压",
        "1.1.1   | 高压绕组 | 220       | 864",
        "1.1.2   | 低压绕组 | 111       | 343",
        "1.2     | 额定容量 | 额定容量   | 额定容量",
        "1.2.1   | 高压绕阻 | 98        | 678",
        "1.2.2   | 低压绕阻 | 243       | 356",
    )
    assert paths(grid, "243") == (("1.2", "额定容量", "1.2.2", "低压绕阻"), ("标准参数值",))


def wide(row: int, label: str, *texts: str) -> list[Cell]:
    """A label over three columns and what stands beside it in four."""
    size = 4 // len(texts)
    cells = (Cell(text, row, 3 + n * size, 1, size) for n, text in enumerate(texts))
    return [Cell(label, row, 0, 1, 3), *cells]


SIZES = Grid(
    (
        *wide(0, "型号", "BBRC"),
        *wide(1, "产品", "空气过滤器"),
        *wide(2, "通径", "1", "4", "63", "256"),
        Cell("流量特性", 3, 0, 3, 1),
        *(Cell(t, 3, c) for c, t in enumerate(["进口压力（bar）", "出口压力（bar）"], 1)),
        Cell("空气流量（升/分）", 3, 3, 1, 4),
        *(Cell(t, 4, c) for c, t in enumerate(["2.35", "3.57", "440", "550", "660", "2145"], 1)),
        *(Cell(t, 5, c) for c, t in enumerate(["7.23", "6.35", "15", "124", "1200", "2573"], 1)),
        *wide(6, "工作介质", "空气"),
        *wide(7, "最高进口压力（bar）", "7"),
    )
)


def test_figures_of_a_row_stand_side_by_side_under_its_label() -> None:
    found = {place.cell.text: place.row for place in places(SIZES)}
    assert {found[text] for text in ("1", "4", "63", "256")} == {("通径",)}
