"""What bodies are called for short, by the documents and by those who ask."""

from __future__ import annotations

import pytest

from ingest.organizations import short_names


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("江苏省人民检察院", "省检察院"),
        ("江苏省委办公厅", "省委办公厅"),
        ("中国共产党江苏省委员会办公厅", "省委办公厅"),
        ("中共上海市普陀区委社会工作部", "区委社会工作部"),
        ("上海市普陀区人民政府万里街道办事处", "万里街道"),
        ("江苏省高级人民法院", "省高院"),
        ("中国共产主义青年团重庆市长寿区委员会", "共青团长寿区委"),
        ("中国共产主义青年团重庆市长寿区委员会", "团区委"),
        ("中国农工民主党鄂州市委员会", "农工党鄂州市委"),
        ("中国共产党寻甸回族彝族自治县委员会组织部", "寻甸县委组织部"),
        ("沙河县第一中学", "沙河县一中"),
    ],
)
def test_a_body_is_called_for_short(name: str, short: str) -> None:
    assert short in set(short_names(name))


def test_a_league_is_not_called_as_the_party_committee_of_its_region() -> None:
    assert not {"丽水市委", "丽水市委员会"} & set(short_names("中国民主同盟丽水市委员会"))
