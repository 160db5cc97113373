"""Years and kinds are found where they are said, and counted from the document on the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.times import find_times, resolve

SAID = st.text(alphabet="今去前上本明后年度近三连续到至2026比较和与相预决算实际花了历以来半月、")


@given(SAID)
def test_places_are_in_the_text_and_years_resolve(text: str) -> None:
    times = find_times(text)
    places = [(year.start, year.end) for year in times.years]
    places += [(kind.start, kind.end) for kind in times.kinds]
    for start, end in (*places, *times.every_year, *times.parts):
        assert 0 <= start < end <= len(text)
    resolved = resolve(times, 2026, 2027)
    assert len(set(resolved.asked)) == len(resolved.asked)


@given(st.integers(2000, 2049))
def test_a_year_that_is_named_is_the_year_meant(year: int) -> None:
    for said in (f"{year}年公务接待费", f"{year}年度决算", f"{year}公务接待费", f"{year}财年"):
        assert resolve(find_times(said), 2026, 2027).asked == (year,)


@pytest.mark.parametrize(
    ("text", "asked", "base"),
    [
        ("公务接待费是多少", (), ()),
        ("今年公务接待费", (2026,), ()),
        ("去年呢", (2025,), ()),
        ("前年", (2024,), ()),
        ("明年", (2027,), ()),
        ("近三年三公经费", (2024, 2025, 2026), ()),
        ("连续3年", (2024, 2025, 2026), ()),
        ("前三年", (2023, 2024, 2025), ()),
        ("2022到2024年", (2022, 2023, 2024), ()),
        ("2024—2022年", (2022, 2023, 2024), ()),
        ("2024年以来", (2024, 2025, 2026), ()),
        ("2022、2024年", (2022, 2024), ()),
        ("今年比去年多吗", (2026,), (2025,)),
        ("去年比今年多吗", (2025,), (2026,)),
        ("与上年相比", (), (2025,)),
        ("2024年比去年增加多少", (2024,), (2023,)),
        ("2024年比上年增加多少", (2024,), (2023,)),
        ("2024年和2023年预算相比", (2024,), (2023,)),
        ("比2023年预算执行数增加百分之多少", (), (2023,)),
        ("2024年当年", (2024,), ()),
    ],
)
def test_years_on_a_page_of_2026(text: str, asked: tuple[int, ...], base: tuple[int, ...]) -> None:
    resolved = resolve(find_times(text), 2026, 2030)
    assert (resolved.asked, resolved.base) == (asked, base)


def test_without_a_page_today_decides() -> None:
    assert resolve(find_times("去年的公务接待费"), None, 2027).asked == (2026,)


@pytest.mark.parametrize(
    "text",
    [
        "留到下一年再花的钱", "上年结转", "结转下年", "本年收入合计", "2010301", "30217",
        "哪一项是2024万元", "一年要花多少", "2024人次",
    ],
)  # fmt: skip
def test_labels_codes_and_amounts_are_no_years(text: str) -> None:
    assert find_times(text).years == ()


@pytest.mark.parametrize(
    ("text", "kinds", "strength"),
    [
        ("2026年预算", ("预算",), "explicit"),
        ("budget是多少", ("预算",), "explicit"),
        ("打算花多少", ("预算",), "weak"),
        ("一般公共预算支出决算", ("决算",), "explicit"),
        ("实际花了多少", ("决算",), "explicit"),
        ("执行结果", ("决算",), "explicit"),
        ("花了多少", ("决算",), "weak"),
        ("预算完成得怎么样", ("预算", "决算"), "explicit"),
    ],
)
def test_kind_of_disclosure(text: str, kinds: tuple[str, ...], strength: str) -> None:
    (kind,) = find_times(text).kinds
    assert (kind.kinds, kind.strength) == (kinds, strength)


@pytest.mark.parametrize("text", ["今年(2026年)", "2026年也就是今年", "去年,即2026年", "2026年"])
def test_a_relative_year_beside_the_written_one_is_that_year(text: str) -> None:
    (year,) = find_times(text).years
    assert (year.first, year.start, year.end) == (2026, 0, len(text.rstrip(")")))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("比年初预算少多少", "base"),
        ("与预算相比怎么样", "base"),
        ("有没有超预算", "base"),
        ("年初预算是多少", "asked"),
        ("今年预算比2023年预算多多少", "asked"),
    ],
)
def test_a_budget_that_is_only_compared_with(text: str, role: str) -> None:
    assert find_times(text).kinds[0].role == role


@pytest.mark.parametrize(
    "text", ["一般公共预算财政拨款", "政府性基金预算", "计划生育事务", "预算单位", "本级安排"]
)
def test_names_that_contain_a_kind_say_none(text: str) -> None:
    assert find_times(text).kinds == ()


def test_all_years_and_parts_of_a_year_are_marked() -> None:
    assert find_times("历年三公经费").every_year == ((0, 2),)
    assert [find_times(text).parts for text in ("上半年花了", "3月份工资", "一季度")] == [
        ((0, 3),), ((0, 3),), ((0, 3),),
    ]  # fmt: skip
