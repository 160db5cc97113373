"""Ratings of answers: kept as given, found again, refused plainly where they cannot be kept."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.ratings import Rating, RatingStore
from ingest.errors import StoreError

texts = st.text(st.characters(exclude_categories=["Cs"]))
ratings = st.builds(
    Rating,
    texts,
    st.none() | texts,
    st.sampled_from(["answered", "clarify", "refused"]),
    st.booleans(),
    st.none() | texts,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RatingStore]:
    with RatingStore(tmp_path_factory.mktemp("ratings")) as store:
        yield store


@given(ratings)
def test_what_is_added_is_held_as_it_was(shared: RatingStore, rating: Rating) -> None:
    shared.add(rating)
    assert shared.latest(1)[0].rating == rating


def test_the_newest_comes_first_and_survives_a_restart(tmp_path: Path) -> None:
    first = Rating("公务接待费是多少", "甲", "answered", True)
    second = Rating("会议费是多少", "甲", "refused", False, "数字不对")
    with RatingStore(tmp_path, clock=lambda: datetime(2026, 11, 23, 8, tzinfo=UTC)) as store:
        store.add(first)
        store.add(second)
    with RatingStore(tmp_path) as store:
        held = store.latest(10)
    assert [entry.rating for entry in held] == [second, first]
    assert {entry.asked_at for entry in held} == {"2026-11-23T08:00:00+00:00"}


def test_many_at_once_are_all_kept(tmp_path: Path) -> None:
    with RatingStore(tmp_path) as store, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.add(Rating(f"问{n}", None, "answered", True)), range(40)))
        assert len(store.latest(100)) == 40


def test_a_damaged_file_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "ratings.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="损坏"):
        RatingStore(tmp_path)
