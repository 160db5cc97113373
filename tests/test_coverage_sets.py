"""Which cells together answer a question that lists, counts or asks for several things."""

from __future__ import annotations

import pytest

from bot.coverage import rank
from evals.imtqa import facts_of
from ingest.model import Cell, Grid

SUPPLIERS = Grid.from_rows(
    [
        ["供应商", "采购金额", "年度采购占比"],
        ["供应商一", "10.00", "20%"],
        ["供应商二", "-", ""],
        ["供应商五", "15.00", "30%"],
        ["合计", "25.00", "50%"],
    ]
)
GROUPS = Grid.from_rows(
    [
        ["项目", "账龄组合", "关联方组合"],
        ["确定组合的依据", "按账龄划分的组合", "关联方"],
    ]
)
PROVISIONS = Grid.from_rows(
    [
        ["组合", "账面余额", "坏账准备", "计提比例(%)"],
        ["账龄组合", "329.00", "65.00", "20.00"],
        ["押金组合", "120.00", "6.00", "5.00"],
    ]
)
AGES = Grid(
    (
        Cell("账龄", 0, 0, rowspan=2),
        Cell("年末余额", 0, 1, colspan=2),
        Cell("年初余额", 0, 3, colspan=2),
        *(Cell(t, 1, c) for c, t in enumerate(["金额", "比例"] * 2, 1)),
        *(Cell(t, 2, c) for c, t in enumerate(["1年以内", "9.30", "93.41", "1.20", "66.17"])),
        *(Cell(t, 3, c) for c, t in enumerate(["1至2年", "0.15", "1.59", "0.32", "17.78"])),
    )
)
RISKS = Grid.from_rows(
    [
        ["重大风险事项名称", "1、税收优惠风险", "2、规模扩张风险"],
        ["重大风险事项描述", "优惠期满后税负会增加", "并购之后管理跟不上"],
    ]
)
DEVICE = Grid.from_rows(
    [
        ["设备全名", "监控系统", "风冷系统"],
        ["厂家", "大飞设备有限公司", "风清电器有限公司"],
        ["生产日期", "2008年9月", "2009年1月"],
        ["额定电压(V)", "220", "380"],
        ["高度", "1.5米", "2.5米"],
        ["机身宽度", "0.8米", "0.9米"],
    ]
)
BOXES = Grid.from_rows(
    [
        ["箱型", "重量", "长(mm)", "宽(mm)", "高(mm)"],
        ["甲箱", "12", "980", "600", "1700"],
        ["乙箱", "14", "1300", "700", "1850"],
    ]
)
PRODUCTS = Grid(
    (
        Cell("云雀和雨燕的规格参数", 0, 0, colspan=3),
        *(Cell(t, 1, c) for c, t in enumerate(["项目", "云雀", "雨燕"])),
        *(Cell(t, 2, c) for c, t in enumerate(["芯片", "64位一代", "64位二代"])),
        *(Cell(t, 3, c) for c, t in enumerate(["电池容量", "5200毫安", "4100毫安"])),
    )
)


@pytest.mark.parametrize(
    ("grid", "question", "texts"),
    [
        (SUPPLIERS, "五个供应商的采购金额分别是多少？", ["10.00", "-", "15.00"]),
        (SUPPLIERS, "各供应商的采购金额是多少？", ["10.00", "-", "15.00"]),
        (SUPPLIERS, "各项目的采购金额是多少？", ["10.00", "-", "15.00", "25.00"]),
        (GROUPS, "确定账龄组合与关联方组合的依据是什么？", ["按账龄划分的组合", "关联方"]),
        (PROVISIONS, "账龄组合计提坏账准备的金额是多少？计提比例是多少？", ["65.00", "20.00"]),
        (AGES, "1至2年的年末余额和年初余额的金额和比例", ["0.15", "1.59", "0.32", "17.78"]),
        (AGES, "1至2年的年末余额的金额和比例", ["0.15", "1.59"]),
        (
            RISKS,
            "影响重大的风险事项都有什么？",
            ["1、税收优惠风险", "2、规模扩张风险", "优惠期满后税负会增加", "并购之后管理跟不上"],
        ),
        (DEVICE, "谁啥时候生产的这个监控系统？", ["大飞设备有限公司", "2008年9月"]),
        (DEVICE, "监控系统有多高？有多宽？", ["1.5米", "0.8米"]),
        (DEVICE, "风冷系统的额定电压", ["380"]),
        (BOXES, "乙箱的长宽高各是多少？", ["1300", "700", "1850"]),
        (PRODUCTS, "云雀和雨燕都用什么芯片？", ["64位一代", "64位二代"]),
    ],
)
def test_a_question_finds_all_the_cells_it_means(
    grid: Grid, question: str, texts: list[str]
) -> None:
    assert [fact.text for fact in rank(question, facts_of(grid))[0].facts] == texts
