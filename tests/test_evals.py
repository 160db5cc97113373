"""The evaluation measures what it says: gold that is printed, scoring that can tell, proof that
sees a figure out of its place, and a gate that the bot passes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.language_models import FakeListChatModel

from bot.answer import Answer, Citation, Figure
from bot.service import Bot
from evals.__main__ import app
from evals.bench import times_of
from evals.case import Case, Gold, Spot, load_cases, parse_case
from evals.chain import Chain, answer
from evals.compare import comparable, holds_gold, says_gold
from evals.gate import shortcomings
from evals.generated import Generator, check
from evals.gold import doubts, printed_text
from evals.proof import Prover, calculate
from evals.questions import corpus_questions
from evals.run import Result, ask_cases, summary, write_results
from evals.score import cites_gold, judge, same
from evals.stores import corpus_settings
from ingest.embedding import SentenceEmbeddings
from ingest.numbers import SCALE, convert
from ingest.settings import Settings
from ingest.store import Store

CELL = "表四//公务接待费"
CASE = parse_case(
    {
        "id": "a",
        "kind": "k",
        "question": "公务接待费是多少",
        "figures": [{"value": "1.00", "unit": "万元", "cells": [CELL, "句:公务接待费1万元"]}],
    }
)
REFUSING = Case("a", "k", ("会议费是多少",), status=("refused", "clarify"))
MONEY = st.decimals(min_value="0.01", max_value="9999999.99", places=2)


def cell(text: str = "1.00", **changes: object) -> Citation:
    """A citation of the cell of 表四 under 公务接待费."""
    fields = {
        "document": "d",
        "title": "预算",
        "source": "a.txt",
        "table": "表四",
        "table_index": 4,
        "table_title": "“三公”经费支出表",
        "row": [],
        "column": ["2026年预算数", "公务接待费"],
        "text": text,
        "unit": "万元",
        "row_cells": ["3.50", text],
        "cell": 1,
    }
    return Citation.model_validate({**fields, **changes})


def sentence(text: str) -> Citation:
    return Citation(document="d", title="预算", source="a.txt", section="四、三公经费", text=text)


def figure(value: str | None, unit: str | None = "万元", formula: str | None = None) -> Figure:
    return Figure(
        label="公务接待费",
        value=value,
        unit=unit,
        organization="某局",
        year=2026,
        kind="预算",
        basis="",
        citations=[0],
        formula=formula,
    )


def answered(*figures: Figure, text: str = "", citations: tuple[Citation, ...] = ()) -> Answer:
    return Answer(
        question="",
        status="answered",
        text=text,
        figures=list(figures),
        citations=list(citations or [cell()]),
    )


REFUSED = Answer(question="", status="refused", text="没有收录")


# ---------------------------------------------------------------- scoring


@pytest.mark.parametrize(
    ("case", "given_answer", "outcome"),
    [
        (CASE, answered(figure("1.0")), "exact"),
        (CASE, answered(figure("10000", "元")), "exact"),
        (CASE, answered(figure("1.01")), "wrong"),
        (CASE, answered(figure("1.00", "元")), "wrong"),
        (CASE, answered(figure("2.00"), figure("1.00")), "wrong"),
        (CASE, answered(figure(None)), "wrong"),
        (CASE, answered(), "wrong"),
        (CASE, REFUSED, "abstained"),
        (replace(CASE, figures=(Gold(None, "万元", ()),)), answered(figure(None)), "exact"),
        (replace(CASE, figures=(Gold(None, "万元", ()),)), answered(figure("0")), "wrong"),
        (replace(CASE, figures=(), says=("人员的?调离",)), answered(text="人员 调离"), "exact"),
        (replace(CASE, figures=(), says=("人员的?调离",)), answered(text="厉行节约"), "wrong"),
        (replace(CASE, forbidden=("超过",)), answered(figure("1"), text="超过"), "wrong"),
        (REFUSING, REFUSED, "exact"),
        (REFUSING, REFUSED.model_copy(update={"figures": [figure("1.00")]}), "wrong"),
        (REFUSING, answered(figure("1.00")), "wrong"),
        (replace(REFUSING, status=("clarify",)), REFUSED, "abstained"),
    ],
)
def test_an_answer_is_exact_wrong_or_withheld(
    case: Case, given_answer: Answer, outcome: str
) -> None:
    assert judge(case, given_answer) == outcome


def test_of_several_figures_each_has_to_be_there() -> None:
    both = replace(CASE, figures=(*CASE.figures, Gold(Decimal("2.50"), "万元", ())))
    assert judge(both, answered(figure("2.50"), figure("1.00"))) == "exact"
    assert judge(both, answered(figure("1.00"))) == "wrong"


@given(MONEY, st.sampled_from(sorted(SCALE)), st.sampled_from(sorted(SCALE)))
def test_a_figure_is_the_same_in_whatever_money_unit(value: Decimal, unit: str, into: str) -> None:
    assert same(Gold(value, unit, ()), str(convert(value, unit, into)), into)


@given(MONEY, MONEY)
def test_different_printed_figures_are_never_the_same(one: Decimal, other: Decimal) -> None:
    assert same(Gold(one, "万元", ()), str(other), "万元") is (one == other)


def test_a_figure_may_be_off_by_the_rounding_it_is_printed_with_and_no_more() -> None:
    gold = Gold(Decimal("1212.12"), "万元", ())
    assert same(gold, "12121164", "元")
    assert not same(gold, "12120000", "元")
    assert same(Gold(Decimal("4212300"), "元", ()), "421.23", "万元")
    assert not same(Gold(Decimal("1.35"), "万元", ()), "1", "万元")
    assert not same(Gold(Decimal("0.0001"), "亿元", ()), "1", "亿元")
    assert not same(Gold(Decimal("15.88"), "%", ()), "15.88", "万元")


def test_a_figure_is_cited_where_its_citation_is_the_gold_cell_or_repeats_it() -> None:
    right = answered(figure("1.00"), citations=(cell(),))
    assert cites_gold(CASE, right) is True
    repeated = cell(table="表三", table_title="基本支出表", row=["公务接待费"], column=["总计"])
    assert cites_gold(CASE, answered(figure("1.00"), citations=(repeated,))) is True
    other = cell(table="表三", table_title="基本支出表", row=["差旅费"], column=["总计"])
    assert cites_gold(CASE, answered(figure("1.00"), citations=(other,))) is False
    told = sentence("公务接待费1万元，与上年保持一致")
    assert cites_gold(CASE, answered(figure("1.00"), citations=(told,))) is True
    assert cites_gold(CASE, answered(figure("1.00"), citations=(sentence("差旅费1万元"),))) is False


def test_a_computed_figure_cites_every_operand() -> None:
    gold = Gold(Decimal("3.00"), "万元", (Spot(), Spot()), formula="1.00 + 2.00")
    case, total = replace(CASE, figures=(gold,)), figure("3.00", formula="1.00 + 2.00")
    total.citations = [0, 1]
    assert cites_gold(case, answered(total, citations=(cell("1.00"), cell("2.00")))) is True
    assert cites_gold(case, answered(total, citations=(cell("1.00"), cell("9.00")))) is False


# ---------------------------------------------------------------- cases and their gold


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


# ---------------------------------------------------------------- proof


@pytest.fixture(scope="module")
def prover(sample_store: Path) -> Iterator[Prover]:
    with Store.open(Settings(store=sample_store)) as store:
        yield Prover(store)


def test_what_the_bot_answers_is_traced_to_the_document(bot: Bot, prover: Prover) -> None:
    for question in (
        "公务接待费是多少",
        "项目支出占总支出的比例",
        "有几个项目",
        "去年公务接待费多少",
    ):
        shown = bot.ask(question)
        assert shown.status == "answered"
        assert prover.doubts(shown) == [], question


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("figures", {"value": "1.01"}),
        ("figures", {"unit": "元"}),
        ("figures", {"citations": []}),
        ("figures", {"value": None}),
        ("citations", {"text": "2.00"}),
        ("citations", {"column": ["2026年预算数", "合计"]}),
        ("citations", {"document": "000000000000"}),
        ("citations", {"table_title": "另一张表"}),
    ],
)
def test_a_figure_or_citation_that_was_tampered_with_is_doubted(
    bot: Bot, prover: Prover, where: str, change: dict[str, object]
) -> None:
    shown = bot.ask("公务接待费是多少").model_dump()
    shown[where][0].update(change)
    if where == "figures":
        shown["citations"] = shown["citations"][:1]
        shown["figures"][0].setdefault("citations", [0])
        shown["figures"][0]["citations"] = change.get("citations", [0])
    assert prover.doubts(Answer.model_validate(shown))


def test_a_number_in_the_text_that_nothing_prints_is_doubted(bot: Bot, prover: Prover) -> None:
    shown = bot.ask("公务接待费是多少")
    assert prover.doubts(shown.model_copy(update={"text": f"{shown.text}另有98.76万元。"}))


def test_a_formula_of_other_numbers_or_with_another_result_is_doubted(
    bot: Bot, prover: Prover
) -> None:
    shown = bot.ask("项目支出占总支出的比例")
    for old, new in (("424.21", "424.22"), ("× 100", "× 10000")):
        changed = shown.model_dump()
        changed["figures"][0]["formula"] = changed["figures"][0]["formula"].replace(old, new)
        assert prover.doubts(Answer.model_validate(changed)), new


@given(st.lists(MONEY, min_size=1, max_size=4), st.data())
def test_arithmetic_is_exact_and_binds_as_it_should(
    numbers: list[Decimal], data: st.DataObject
) -> None:
    signs = [data.draw(st.sampled_from("+−×÷")) for _ in numbers[1:]]
    formula = f"{numbers[0]:,}" + "".join(
        f" {s} {n:,}" for s, n in zip(signs, numbers[1:], strict=True)
    )
    python = f"Fraction('{numbers[0]}')" + "".join(
        f"{'+-*/'['+−×÷'.index(s)]}Fraction('{n}')" for s, n in zip(signs, numbers[1:], strict=True)
    )
    assert calculate(formula) == eval(python, {"Fraction": Fraction})
    assert calculate(f"({formula}) × 100") == 100 * calculate(formula)


@pytest.mark.parametrize("formula", ["", "1 +", "(1", "1)", "1 2", "一 + 二", "1; 2", "__import__"])
def test_what_is_no_arithmetic_is_an_error(formula: str) -> None:
    with pytest.raises(ValueError):
        calculate(formula)


# ---------------------------------------------------------------- runs


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


# ---------------------------------------------------------------- beside a stock chain


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
