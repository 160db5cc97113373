"""Cases and their gold, runs and what they must reach, and the comparison."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.language_models import FakeListChatModel
from scoring import CASE, REFUSED, REFUSING, answered, figure

from bot.service import Bot
from evals.__main__ import app
from evals.bench import times_of
from evals.case import load_cases
from evals.chain import Chain, answer
from evals.compare import comparable, holds_gold, says_gold
from evals.gate import shortcomings
from evals.generated import Generator, check
from evals.gold import doubts, printed_text
from evals.proof import Prover
from evals.questions import corpus_questions
from evals.run import Result, ask_cases, summary, write_results
from evals.score import judge
from evals.stores import corpus_settings
from ingest.embedding import SentenceEmbeddings
from ingest.settings import Settings
from ingest.store import Store


def test_two_cases_may_not_share_an_id_and_a_broken_line_is_named(tmp_path: Path) -> None:
    line = '{"id": "a", "kind": "k", "question": "q"}\n'
    (tmp_path / "cases.jsonl").write_text(line * 2, "utf-8")
    with pytest.raises(ValueError, match="share an id: a"):
        load_cases(tmp_path)
    (tmp_path / "cases.jsonl").write_text(line + '{"id": "b"}\n', "utf-8")
    with pytest.raises(ValueError, match=r"cases\.jsonl, line 2"):
        load_cases(tmp_path)


def test_a_third_of_the_cases_is_held_aside_whatever_is_added() -> None:
    cases = load_cases()
    unseen = [case for case in cases if not case.seen]
    held = sum(case.split == "held" for case in unseen)
    assert len(unseen) >= 330
    assert 0.28 < held / len(unseen) < 0.39
    assert sum("refused" in case.status for case in cases) >= 60


def test_the_gold_of_every_case_on_the_sample_is_printed_where_it_says(sample: Path) -> None:
    text = printed_text(sample)
    for case in load_cases():
        if case.document == sample.name:
            assert doubts(case, text) == [], case.id


def test_gold_that_is_printed_elsewhere_is_doubted(sample: Path) -> None:
    text, elsewhere = printed_text(sample), Decimal("4.63")
    for case in load_cases():
        gold = case.figures[0] if case.figures else None
        if case.document == sample.name and gold and gold.value not in (None, elsewhere):
            changed = replace(case, figures=(replace(gold, value=elsewhere),))
            assert doubts(changed, text), case.id


@pytest.mark.slow
def test_the_gold_of_every_case_on_the_corpus_is_printed_where_it_says(corpus: Path) -> None:
    texts: dict[str, str] = {}
    for case in load_cases():
        if case.where == "corpus" and case.document:
            if case.document not in texts:
                texts[case.document] = printed_text(corpus / case.document)
            assert doubts(case, texts[case.document]) == [], case.id


def test_questions_that_came_with_the_corpus_become_cases(tmp_path: Path) -> None:
    lines = [
        {"id": "1", "question": "q", "answer": "1,985.18", "unit": "万元", "file": "a.pdf"},
        {"id": "2", "question": "q", "answer": "REFUSE", "unit": "", "file": "a.pdf"},
        {
            "id": "3",
            "question": "q",
            "answer": "没有",
            "unit": "",
            "file": "a",
            "alt_answers": ["0"],
        },
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    amount, refusal, words = corpus_questions(file)
    assert judge(amount, answered(figure("1985.18"))) == "exact"
    assert judge(amount, answered(figure("1985.17"))) == "wrong"
    assert judge(refusal, REFUSED) == "exact"
    assert judge(words, answered(text="2020年为0万元")) == "exact"
    assert judge(words, answered(text="2020年为10.05万元")) == "wrong"
    assert corpus_questions(tmp_path / "none.jsonl") == []


def result(outcome: str = "exact", **changes: object) -> Result:
    made = Result(CASE, answered(figure("1.00")), "exact", True, ())
    return replace(made, outcome=outcome, **changes)  # type: ignore[arg-type]


def test_the_summary_counts_by_store_split_and_kind() -> None:
    held = replace(CASE, id="s-row-02", kind="other")
    rows = summary([result(), result("wrong", case=held, cited=False)])
    everything = rows[0]
    assert (everything["store"], everything["cases"], everything["exact"]) == ("all", 2, 1)
    assert (everything["wrong"], everything["cited"], everything["percent"]) == (1, "1/1", 50.0)
    assert {row["kind"] for row in rows} == {"all", "k", "other"}


def test_answers_of_the_split_held_aside_are_not_written_down(tmp_path: Path) -> None:
    cases = [replace(CASE, id=f"case-{n}") for n in range(40)]
    file = tmp_path / "results" / "latest.json"
    write_results([result(case=case) for case in cases], file)
    written = {line["id"] for line in json.loads(file.read_text("utf-8"))["tuning"]}
    assert written == {case.id for case in cases if case.split == "tuning"}
    assert 0 < len(written) < len(cases)


def test_the_gate_says_what_falls_short(tmp_path: Path) -> None:
    gate = tmp_path / "gate.toml"
    gate.write_text("[sample]\nexact = 60.0\nwrong = 10.0\n", "utf-8")
    assert list(shortcomings([result()], gate)) == []
    assert any("60.0" in line for line in shortcomings([result(), result("abstained")], gate))
    assert any("答错" in line for line in shortcomings([result(), result("wrong")], gate))
    assert any("出处" in line for line in shortcomings([result(doubts=("?",))], gate))


def test_the_bot_passes_its_gate(bot: Bot, sample_store: Path) -> None:
    with Store.open(Settings(store=sample_store)) as store:
        cases = [case for case in load_cases() if case.where == "sample"]
        assert list(shortcomings(list(ask_cases(bot, store, cases)))) == []


@settings(max_examples=300, derandomize=True)
@given(st.integers(min_value=0))
def test_generated_questions_find_no_defect(bot: Bot, sample_store: Path, seed: int) -> None:
    with Store.open(Settings(store=sample_store)) as store:
        record = next(iter(store.facts.documents()))
        question = Generator(store.facts.load(record.document), seed).question()
        found = list(check(question, bot, Prover(store), [record.metadata.title]))
    assert [problem for problem in found if isinstance(problem, str)] == [], question


def test_generated_questions_are_the_same_for_a_seed_and_some_ask_for_what_is_not_there(
    sample_store: Path,
) -> None:
    with Store.open(Settings(store=sample_store)) as store:
        disclosure = store.facts.load(next(iter(store.facts.documents())).document)
    one, other = Generator(disclosure, 7), Generator(disclosure, 7)
    asked = [one.question() for _ in range(200)]
    assert asked == [other.question() for _ in range(200)]
    assert 20 < sum(question.absent for question in asked) < 120


def test_times_are_taken_without_loading_a_model(sample_store: Path) -> None:
    times = times_of(sample_store, ["公务接待费是多少"])
    assert len(times) >= 10
    assert all(0 < time < 1000 for time in times)


def test_a_stock_chain_finds_the_chunk_and_its_model_is_asked_with_it(tmp_path: Path) -> None:
    file = tmp_path / "预算.txt"
    file.write_text("公务接待费1.00万元。\n" + "绿化养护面积3800平方米。\n" * 100, "utf-8")
    chain = Chain([file], SentenceEmbeddings(), tmp_path / "chain")
    chunks, milliseconds = chain.search("公务接待费是多少")
    assert milliseconds > 0
    assert holds_gold(CASE, "\n".join(chunks))
    assert not holds_gold(CASE, "公务接待费11.00万元，2026年")
    assert Chain([], SentenceEmbeddings(), tmp_path / "chain").search("公务接待费")[0] == chunks
    said = answer(FakeListChatModel(responses=["<think>2</think>是10,000元"]), "多少", chunks)
    assert said == "是10,000元"
    assert says_gold(CASE, said)
    assert not says_gold(CASE, "是2万元")


def test_only_plain_questions_for_printed_figures_are_compared() -> None:
    assert comparable(CASE)
    assert not comparable(replace(CASE, turns=("a", "b")))
    assert not comparable(REFUSING)


def test_the_store_of_a_corpus_is_kept_until_a_document_changes(
    tmp_path: Path, sample: Path
) -> None:
    corpus, cache = tmp_path / "corpus", tmp_path / "cache"
    corpus.mkdir()
    (corpus / "a.txt").write_bytes(sample.read_bytes())
    made = corpus_settings(corpus, cache).store
    with Store.open(Settings(store=made)) as store:
        assert len(list(store.facts.documents())) == 1
    assert corpus_settings(corpus, cache).store == made
    (corpus / "b.txt").write_text("不是预算公开", "utf-8")
    assert corpus_settings(corpus, cache).store != made
    assert not made.exists()


def test_generated_questions_are_asked_from_the_command_line() -> None:
    done = run(app, "generated", "--count", "5", "--seed", "3")
    assert done.exit_code == 0, done.output
    assert "questions" in done.stdout
