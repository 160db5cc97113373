"""The 2026 budget of a body that does not exist, sound in every identity; faults are planted in it.

Everything printed is made from the amounts below, in 万元.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from publishing import Printed, Publication

from ingest.model import Cell, Grid

BODY = "青禾市云溪区档案馆"
UNIT = "万元"

# 功能分类: code, name, 基本支出, 项目支出; the amounts of 类 and 款 are summed.
FUNCTIONAL = [
    ("201", "一般公共服务支出", "", ""),
    ("20126", "档案事务", "", ""),
    ("2012601", "行政运行", "320.15", ""),
    ("2012604", "档案馆", "", "86.40"),
    ("205", "教育支出", "", ""),
    ("20508", "进修及培训", "", ""),
    ("2050803", "培训支出", "3.20", ""),
    ("208", "社会保障和就业支出", "", ""),
    ("20805", "行政事业单位养老支出", "", ""),
    ("2080505", "机关事业单位基本养老保险缴费支出", "41.62", ""),
    ("2080506", "机关事业单位职业年金缴费支出", "20.81", ""),
    ("210", "卫生健康支出", "", ""),
    ("21011", "行政事业单位医疗", "", ""),
    ("2101101", "行政单位医疗", "22.35", ""),
    ("221", "住房保障支出", "", ""),
    ("22102", "住房改革支出", "", ""),
    ("2210201", "住房公积金", "31.20", ""),
]
# 经济分类: code, name, 人员经费, 日常公用经费.
ECONOMIC = [
    ("301", "工资福利支出", "", ""),
    ("30101", "基本工资", "98.60", ""),
    ("30102", "津贴补贴", "66.45", ""),
    ("30103", "奖金", "88.12", ""),
    ("30108", "机关事业单位基本养老保险缴费", "41.62", ""),
    ("30109", "职业年金缴费", "20.81", ""),
    ("30110", "职工基本医疗保险缴费", "22.35", ""),
    ("30113", "住房公积金", "31.20", ""),
    ("302", "商品和服务支出", "", ""),
    ("30201", "办公费", "", "12.30"),
    ("30211", "差旅费", "", "6.50"),
    ("30216", "培训费", "", "3.20"),
    ("30217", "公务接待费", "", "1.80"),
    ("30228", "工会经费", "", "5.60"),
    ("30231", "公务用车运行维护费", "", "4.00"),
    ("30239", "其他交通费用", "", "22.48"),
    ("303", "对个人和家庭的补助", "", ""),
    ("30302", "退休费", "14.30", ""),
]
THREE_PUBLIC = ["5.80", "", "4.00", "", "4.00", "1.80"]
PURCHASES = [("A", "货物", "12.40"), ("C", "服务", "44.00")]
PROJECTS = {"馆藏档案数字化": "56.40", "库房环境维护": "30.00"}
FUNDS = [
    "一般公共预算拨款收入",
    "政府性基金预算拨款收入",
    "国有资本经营预算拨款收入",
    "事业收入",
    "其他收入",
]


def invented() -> list[str | Printed]:
    """The whole publication: narrative first, then the tables in their usual order."""
    return [*_narrative(), *_tables(), *_forms()]


def _sum(rows: Sequence[tuple[str, str, str, str]], code: str, column: int) -> Decimal:
    """What the lowest codes under ``code`` come to in a column (2, 3)."""
    longest = max(len(row[0]) for row in rows)
    return sum(
        (Decimal(r[column] or 0) for r in rows if r[0].startswith(code) and len(r[0]) == longest),
        Decimal(0),
    )


def _printed(value: Decimal) -> str:
    return f"{value:,.2f}" if value else ""


def _coded(rows: Sequence[tuple[str, str, str, str]]) -> list[list[str]]:
    """A total row, then every code: code, name, total, and its two parts."""
    lines = []
    for code, name in [("", "合计"), *((row[0], row[1]) for row in rows)]:
        parts = [_sum(rows, code, 2), _sum(rows, code, 3)]
        amounts = [_printed(sum(parts, Decimal(0))), *map(_printed, parts)]
        lines.append([code, name, *amounts] if code else [name, "", *amounts])
    return lines


TOTAL = _printed(_sum(FUNCTIONAL, "", 2) + _sum(FUNCTIONAL, "", 3))
BASIC = _printed(_sum(FUNCTIONAL, "", 2))
PROJECT = _printed(_sum(FUNCTIONAL, "", 3))
CLASSES = {
    name: _printed(_sum(FUNCTIONAL, code, 2) + _sum(FUNCTIONAL, code, 3))
    for code, name, *_ in FUNCTIONAL
    if len(code) == 3
}


def _narrative() -> list[str]:
    classes = "，".join(f"{name}{amount}万元" for name, amount in CLASSES.items())
    return [
        f"{BODY}2026年部门预算情况说明",
        "一、部门基本情况",
        f"{BODY}负责全区档案的收集、保管和利用，内设3个职能科室。",
        "二、部门收支总体情况",
        f"（一）收入预算：2026年收入合计{TOTAL}万元，其中：一般公共预算拨款{TOTAL}万元，其他收入0万元。",
        f"（二）支出预算：2026年支出合计{TOTAL}万元，其中：{classes}。",
        "三、部门预算情况说明",
        f"2026年一般公共预算财政拨款支出{TOTAL}万元。其中：基本支出{BASIC}万元，主要用于保障人员"
        f"工资和机构运转；项目支出{PROJECT}万元，主要用于馆藏档案数字化和库房环境维护。",
        "四、“三公”经费情况说明",
        "2026年“三公”经费预算5.8万元。其中：因公出国（境）费0万元；公务接待费1.8万元；"
        "公务用车运行维护费4万元；公务用车购置费0万元。",
        "五、其他重要事项的情况说明",
        "政府采购预算总额56.4万元：政府采购货物预算12.4万元、政府采购服务预算44万元。",
        f"编报绩效目标的项目共{len(PROJECTS)}个，涉及项目预算资金{PROJECT}万元。",
    ]


def _tables() -> list[Printed]:
    return [
        _fiscal_balance(),
        _spending("表二", "一般公共预算财政拨款支出预算表", "2026年预算数"),
        _table(
            "表三",
            "一般公共预算财政拨款基本支出预算表",
            [*_header("2026年基本支出", ["总计", "人员经费", "日常公用经费"])],
            _coded(ECONOMIC),
        ),
        _three_public(),
        Printed(
            "表五",
            "政府性基金预算支出表",
            UNIT,
            _grid(
                _header("本年政府性基金预算财政拨款支出", ["总计", "基本支出", "项目支出"]),
                [["合计", "", "", "", ""]],
            ),
            2,
            f"备注：{BODY}2026年没有使用政府性基金预算拨款安排的支出，故本表无数据。",
        ),
        _department_balance(),
        _funded("表七", "部门收入总表", [(r[0], r[1], r[2]) for r in _coded(FUNCTIONAL)]),
        _spending("表八", "部门支出总表", None),
        _funded("表九", "政府采购预算明细表", [("合计", "", "56.40"), *PURCHASES]),
    ]


def _header(over: str, columns: Sequence[str]) -> list[Cell]:
    """A header of two rows: 科目编码, 科目名称, and columns under one label."""
    return [
        Cell("科目编码", 0, 0, 2),
        Cell("科目名称", 0, 1, 2),
        Cell(over, 0, 2, 1, len(columns)),
        *(Cell(text, 1, 2 + n) for n, text in enumerate(columns)),
    ]


def _grid(header: Sequence[Cell], body: Sequence[Sequence[str]]) -> Grid:
    top = max(cell.row + cell.rowspan for cell in header)
    cells = [Cell(t, top + r, c) for r, row in enumerate(body) for c, t in enumerate(row)]
    return Grid((*header, *cells))


def _table(
    number: str, title: str, header: Sequence[Cell], body: Sequence[Sequence[str]]
) -> Printed:
    top = max(cell.row + cell.rowspan for cell in header)
    return Printed(number, title, UNIT, _grid(header, body), top)


def _spending(number: str, title: str, over: str | None) -> Printed:
    columns = ["总计", "基本支出", "项目支出"]
    plain = [Cell(text, 0, n) for n, text in enumerate(["科目编码", "科目名称", *columns])]
    return _table(number, title, _header(over, columns) if over else plain, _coded(FUNCTIONAL))


def _funded(number: str, title: str, rows: Sequence[tuple[str, str, str]]) -> Printed:
    """A table of sources of money; all of it comes from the first."""
    header = [Cell(t, 0, n) for n, t in enumerate(["科目编码", "科目名称", "总计", *FUNDS])]
    blank = [""] * (len(FUNDS) - 1)
    return _table(number, title, header, [[c, name, v, v, *blank] for c, name, v in rows])


def _fiscal_balance() -> Printed:
    header = [
        *(Cell("收入", 0, 0, 1, 2), Cell("支出", 0, 2, 1, 5)),
        *(
            Cell(text, 1, n)
            for n, text in enumerate(
                [
                    "项目",
                    "预算数",
                    "项目",
                    "合计",
                    "一般公共预算",
                    "政府性基金预算",
                    "国有资本经营预算",
                ]
            )
        ),
    ]
    income = [
        ("一、本年收入", TOTAL),
        ("一般公共预算资金", TOTAL),
        ("政府性基金预算资金", ""),
        ("国有资本经营预算资金", ""),
        ("二、上年结转", ""),
        ("", ""),
    ]
    spending = [("一、本年支出", TOTAL), *CLASSES.items()]
    body = [[*i, name, v, v, "", ""] for i, (name, v) in zip(income, spending, strict=True)]
    body.append(["收入合计", TOTAL, "支出合计", TOTAL, TOTAL, "", ""])
    return _table("表一", "财政拨款收支总表", header, body)


def _department_balance() -> Printed:
    header = [
        *(Cell("收入", 0, 0, 1, 2), Cell("支出", 0, 2, 1, 2)),
        *(Cell(text, 1, n) for n, text in enumerate(["项目", "预算数", "项目", "预算数"])),
    ]
    income = [
        ("一般公共预算资金", TOTAL),
        ("事业收入资金", ""),
        ("其他收入资金", ""),
        ("", ""),
        ("", ""),
    ]
    pairs = zip(income, CLASSES.items(), strict=True)
    body = [["合计", TOTAL, "合计", TOTAL], *([*i, *s] for i, s in pairs)]
    return _table("表六", "部门收支总表", header, body)


def _three_public() -> Printed:
    header = [
        Cell("2026年预算数", 0, 0, 1, 6),
        Cell("合计", 1, 0, 2),
        Cell("因公出国（境）费", 1, 1, 2),
        Cell("公务用车购置及运行费", 1, 2, 1, 3),
        *(Cell(t, 2, 2 + n) for n, t in enumerate(["小计", "公务用车购置费", "公务用车运行费"])),
        Cell("公务接待费", 1, 5, 2),
    ]
    return _table("表四", "一般公共预算“三公”经费支出表", header, [THREE_PUBLIC])


def _forms() -> list[Printed]:
    return [_goals(), *(_project(name, amount) for name, amount in PROJECTS.items())]


INDICATORS = [
    [(t, 1) for t in ("一级指标", "二级指标", "三级指标", "指标权重", "计量单位", "指标值")],
    [(t, 1) for t in ("产出指标", "数量指标", "完成档案卷数", "40", "卷", "12000")],
    [(t, 1) for t in ("满意度指标", "服务对象满意度", "利用者满意度", "10", "%", "95")],
]


def _goals() -> Printed:
    rows = [
        [("部门(单位)名称", 1), (BODY, 2), ("部门支出预算数", 1), (TOTAL, 2)],
        [("当年整体绩效目标", 1), ("全年接收进馆档案，保障全区档案安全和利用。", 5)],
        *INDICATORS,
    ]
    return Printed("表十", "部门(单位)整体绩效目标表", UNIT, _rows(rows))


def _project(name: str, amount: str) -> Printed:
    rows = [
        [("项目名称", 1), (f"50099926T00000{len(name)}-{name}", 2), ("业务主管部门", 1), (BODY, 2)],
        [(text, 1) for text in ("当年预算(万元)", amount, "本级安排(万元)", amount)]
        + [("上级补助(万元)", 1), ("", 1)],
        [("项目概述", 1), (f"按年度计划开展{name}，保障全区档案安全和利用。", 5)],
        [("立项依据", 1), ("《中华人民共和国档案法》及区档案事业发展规划。", 5)],
        [("当年绩效目标", 1), (f"全年完成{name}各项任务，群众满意。", 5)],
        *INDICATORS,
    ]
    return Printed("表十一", "2026年项目支出绩效目标表", UNIT, _rows(rows))


def _rows(rows: Sequence[Sequence[tuple[str, int]]]) -> Grid:
    """A grid from rows of texts, each with the columns it spans."""
    cells = []
    for r, row in enumerate(rows):
        column = 0
        for text, span in row:
            cells.append(Cell(text, r, column, 1, span))
            column += span
    return Grid(tuple(cells))


def altered(
    publication: Publication, title: str, places: Mapping[tuple[str, int], str]
) -> list[str | Printed]:
    """With other texts in the table of that title, by label of the row and column (from 0)."""
    changed: list[str | Printed] = []
    for block in publication:
        if isinstance(block, Printed) and block.title == title:
            labels = {cell.text: cell.row for cell in reversed(block.grid.cells)}
            new = {(labels[label], column): text for (label, column), text in places.items()}
            cells = [
                Cell(new.pop((c.row, c.column), c.text), c.row, c.column, c.rowspan, c.colspan)
                for c in block.grid.cells
            ]
            assert not new, f"no such cell in {title}: {new}"
            grid = Grid(tuple(cells))
            block = Printed(
                block.number, block.title, block.unit, grid, block.header_rows, block.note
            )
        changed.append(block)
    return changed
