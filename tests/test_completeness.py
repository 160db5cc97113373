"""What is taken for a disclosure: a few sentences will do where a title says whose they are."""

from __future__ import annotations

import pytest

from ingest.completeness import refusal
from ingest.pipeline import understand

SAID = (
    "2023年一般公共预算“三公”经费支出预算为2493.77万元，其中：因公出国（境）费用83万元，"
    "公务用车购置及运行维护费1534.95万元，公务接待费875.82万元。"
)
HEADER = "索引号 | 115/2024-00055 |\n发布机构 | 青岚区教委 |\n成文日期 | 2024-02-28 |\n"


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (f"青岚区2023年区级“三公”经费预算情况\n{SAID}", True),
        (f"今天的新闻\n{SAID[:40]}。", False),
        (f"青岚区2023年区级“三公”经费预算情况\n{HEADER}{SAID}", True),
    ],
)
def test_what_is_taken_for_a_disclosure(text: str, taken: bool) -> None:
    assert (refusal(understand(text.encode(), "a.txt", "a", "a.txt")) is None) == taken
