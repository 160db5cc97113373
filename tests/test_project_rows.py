"""Projects that a table lists by name, where no form is of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from making import Bigrams

from bot.service import Bot
from ingest.pipeline import understand
from ingest.settings import Settings
from ingest.store import Store

ARCHIVE, ROOMS = "馆藏档案数字化", "库房环境维护"
BY_KIND = [
    ["类型", "项目名称", "项目单位", "合计", "一般公共预算", "政府性基金预算"],
    ["", "合计", "", "86.40", "86.40", ""],
    ["特定目标类", ARCHIVE, "青屏县档案馆", "56.40", "56.40", ""],
    ["特定目标类", ROOMS, "青屏县档案馆", "30.00", "30.00", ""],
]
BARE = [["项目名称", "预算数"], ["合计", "86.40"], [ARCHIVE, "56.40"], [ROOMS, "30.00"]]
CODED = [
    ["科目编码", "科目名称", "项目名称", "金额"],
    ["", "合计", "", "86.40"],
    ["2012604", "档案馆", ARCHIVE, "56.40"],
    ["2012604", "档案馆", ROOMS, "30.00"],
]
NUMBERED = [
    ["序号", "项目名称", "项目类别", "2025年预算", "其中：财政拨款"],
    ["合计", "", "", "86.40", "86.40"],
    ["1", ARCHIVE, "其他运转类", "56.40", "56.40"],
    ["2", ROOMS, "其他运转类", "30.00", "30.00"],
]
FUNCTIONAL = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["", "合计", "186.40", "100.00", "86.40"],
    ["201", "一般公共服务支出", "186.40", "100.00", "86.40"],
    ["20126", "档案事务", "186.40", "100.00", "86.40"],
    ["2012601", "行政运行", "100.00", "100.00", ""],
    ["2012604", "档案馆", "86.40", "", "86.40"],
]


def table(rows: Sequence[Sequence[str]]) -> str:
    lines = (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<p>单位：万元</p><table>{''.join(lines)}</table>"


@pytest.fixture(scope="module", params=[BY_KIND, BARE, CODED, NUMBERED])
def archive(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bot]:
    title = "青屏县档案馆2025年部门预算"
    page = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
        f"<p>部门支出总表</p>{table(FUNCTIONAL)}<p>项目支出表</p>{table(request.param)}</body></html>"
    )
    folder: Path = tmp_path_factory.mktemp("rows")
    with Store.open(Settings(store=folder), Bigrams()) as store:
        store.put(understand(page.encode(), "a.html", "d", "a.html"))
        with Bot(store) as bot:
            yield bot


@pytest.mark.parametrize("question", ["有哪些项目支出", "项目支出有哪些", "都有哪些项目"])
def test_the_projects_are_listed_by_their_names(archive: Bot, question: str) -> None:
    figures = archive.ask(question).figures
    assert [(f.label, f.value) for f in figures] == [(ARCHIVE, "56.40"), (ROOMS, "30.00")]
    assert {figure.basis for figure in figures} == {"项目支出"}


def test_they_are_ranked_and_counted(archive: Bot) -> None:
    assert archive.ask("哪个项目最多").figures[0].label == ARCHIVE
    assert archive.ask("项目有几个").figures[0].value == "2"


def test_what_they_come_to_stays_what_is_printed(archive: Bot) -> None:
    assert archive.ask("项目支出是多少").figures[0].value == "86.40"
