"""Labels are compared by what they say: width, spaces, quotes and ordinals carry no meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text import fold, label_key, ordinal

PRINTED = st.text(alphabet="一二收支费其中减加3７aＢ.、:：;,（）()“”《 　\n")


@given(PRINTED)
def test_folding_and_keying_twice_is_the_same_as_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert label_key(label_key(text)) == label_key(text)


@pytest.mark.parametrize(
    ("printed", "same"),
    [
        ("一、本年收入", "本年收入"),
        ("（二）政府性基金预算拨款", "政府性基金预算拨款"),
        ("“三公”经费", "三公经费"),
        ("其中：公务接待费", "公务接待费"),
        ("因公出国（境）费", "因公出国(境)费"),
        ("合　计", "合计"),
    ],
)
def test_two_printings_of_one_label_share_a_key(printed: str, same: str) -> None:
    assert label_key(printed) == label_key(same)


@pytest.mark.parametrize(("one", "other"), [("基本支出", "项目支出"), ("30217", "30218")])
def test_different_labels_keep_different_keys(one: str, other: str) -> None:
    assert label_key(one) != label_key(other)


@pytest.mark.parametrize(
    ("printed", "found"),
    [("一、本年收入", "一、"), ("（二）其他", "(二)"), ("3.公务接待费", "3."), ("30217", None)],
)
def test_the_ordinal_before_a_label(printed: str, found: str | None) -> None:
    assert ordinal(printed) == found
