"""Every everyday word finds its labels, and no word means what a printed label denies."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.lexicon import Mention, expand
from bot.words.normalise import normalise
from ingest.text import label_key
from ingest.vocabulary import read

LEXICON: dict[str, Any] = read("lexicon")
ENTRIES: list[dict[str, Any]] = LEXICON["entry"]
WORDS = [word for entry in ENTRIES for word in entry["say"]]
NAMES = sorted({label_key(name) for names in read("subjects").values() for name in names.values()})


def labels_of(entry: dict[str, Any]) -> list[str]:
    return [label_key(label) for label in entry.get("means") or entry["parts"]]


def found(text: str) -> dict[str, Mention]:
    return {mention.text: mention for mention in expand(normalise(text))}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["say"][0])
def test_each_word_of_an_entry_finds_its_labels_in_a_question(entry: dict[str, Any]) -> None:
    for word in entry["say"]:
        for question in (f"请问2026年{word}是多少？", f"你们今年{word}花了多少钱", word):
            meaning = found(question)[word].meaning
            assert meaning.together == ("parts" in entry)
            assert [label for label in meaning.labels if label in labels_of(entry)] == labels_of(
                entry
            )
            assert meaning.labels[0] == labels_of(entry)[0]
            assert 0 < meaning.weight <= 1


def test_no_word_is_said_by_two_entries() -> None:
    assert [word for word, times in Counter(WORDS).items() if times > 1] == []


def test_words_are_written_as_questions_are_normalised() -> None:
    assert [word for word in WORDS + LEXICON["neither"] if normalise(word) != word] == []


def test_a_label_printed_in_the_sample_is_no_word_for_another(sample: Path) -> None:
    printed = {label_key(line) for line in sample.read_text("utf-8").splitlines()} | set(NAMES)
    denied = [
        word
        for entry in ENTRIES
        for word in entry["say"]
        if word in printed and word not in labels_of(entry) and word not in MEANT_ALIKE
    ]
    assert denied == []


MEANT_ALIKE = {"项目编号"}
"""Printed in a table of purchases, and what people say for 项目编码."""


@pytest.mark.parametrize("name", NAMES)
def test_an_official_name_says_itself_and_nothing_shorter(name: str) -> None:
    (mention,) = expand(name)
    assert (mention.text, mention.meaning.labels[0]) == (name, name)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("医疗费补助", "医疗费补助"),
        ("医疗费", "医疗费"),
        ("公务员医疗补助", "公务员医疗补助"),
        ("培训支出", "培训支出"),
        ("培训花了多少", "培训费"),
        ("公车一年花多少", "公务用车购置及运行维护费"),
        ("养公车", "公务用车运行维护费"),
        ("买车", "公务用车购置费"),
        ("打车", "其他交通费用"),
        ("车补", "其他交通费用"),
        ("年终奖", "奖金"),
        ("独生子女费", "奖励金"),
        ("社会福利", "社会福利"),
        ("职工福利", "福利费"),
        ("机关运行", "机关运行经费"),
        ("行政运行", "行政运行"),
        ("去年剩下的钱", "上年结转"),
        ("没花完的钱", "结转下年"),
        ("专案支出", "项目支出"),
        ("请客吃飯", "公务接待费"),
    ],
)
def test_false_friends_are_told_apart(text: str, label: str) -> None:
    assert next(iter(found(text).values())).meaning.labels[0] == label


def test_parts_are_meant_together_and_alternatives_are_not() -> None:
    assert found("水电费")["水电费"].meaning.labels == ("水费", "电费")
    assert found("水电费")["水电费"].meaning.together
    assert not found("三公")["三公"].meaning.together


def test_other_printings_of_a_label_come_with_it() -> None:
    assert "公务用车运行费" in found("油费")["油费"].meaning.labels
    assert "公务用车运行维护费" in found("公务用车运行费")["公务用车运行费"].meaning.labels


@pytest.mark.parametrize(
    "text",
    ["教育局", "区教育局", "培训中心", "卫健委", "接待群众多少人次", "社会福利院", "工会会员"],
)
def test_names_that_only_contain_a_word_mean_nothing(text: str) -> None:
    assert expand(text) == []


@given(
    st.lists(st.sampled_from([*WORDS, *NAMES, "的", "和", "多少", "x"]), max_size=8).map("".join)
)
def test_mentions_are_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for mention in expand(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
