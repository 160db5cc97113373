"""What is kept of questions, ratings and the work of staff, and what waits for them."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from servers import database
from starlette.testclient import TestClient

from bot.answer import Answer, Status
from bot.app import create_app
from bot.desk.accounts import Accounts
from bot.desk.usage import Day, each_day
from bot.records.journal import Asked, CuratedRow, Journal, now
from bot.records.ratings import Rating, RatingStore
from bot.service import Bot
from desk.visiting import NAME, Visitor, words


def test_usage_counts_each_day_how_questions_ended(clerk: Visitor, bot: Bot) -> None:
    def asked(at: str, status: Status, ms: float) -> Asked:
        return Asked(at, "问", status, "答", ms)

    rows = [
        asked("2026-11-22T15:59:59.000+00:00", "refused", 9.0),
        asked("2026-11-22T16:00:00.000+00:00", "answered", 1.0),
        asked("2026-11-23T03:00:00.000+00:00", "answered", 3.0),
        asked("2026-11-23T04:00:00.000+00:00", "clarify", 8.0),
    ]
    before, day = each_day(rows, ["2026-11-22", "2026-11-23"])
    assert before == Day("2026-11-22", 1, 0, 0, 1, 9.0)
    assert day == Day("2026-11-23", 3, 2, 1, 0, 3.0)
    clerk.client.post("/api/ask", json={"question": "项目支出是多少"})
    page = clerk.get("/staff/usage")
    assert "项目支出是多少" in words(page) and '<rect class="answered"' in page.text


def test_what_was_done_is_written_down(clerk: Visitor) -> None:
    clerk.send("/staff/questions/handled", question="已办的问题")
    assert f"{NAME} 问题已处理 已办的问题" in words(clerk.get("/staff/changes"))


def test_the_journal_keeps_the_latest_questions_only(tmp_path: Path) -> None:
    journal = Journal(f"sqlite:///{tmp_path / 'journal.sqlite3'}", most=100)
    for number in range(1000):
        journal.note(Answer(question=f"第{number}问\0\ud800", status="refused", text="无"))
    kept = [one.question for one in journal.asked_since("")]
    assert (len(kept), kept[-1]) == (100, "第999问?")
    journal.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_journal_says_the_same_on_both_databases(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'journal.sqlite3'}"
        if kind == "postgresql":
            url = stack.enter_context(database(request.getfixturevalue("postgres_url")))
        journal = Journal(url)
        stack.callback(journal.close)
        for question, status in [("甲", "refused"), ("乙", "answered"), ("甲", "clarify")]:
            journal.note(
                Answer.model_validate({"question": question, "status": status, "text": ""})
            )
        (waiting,) = journal.open_questions(["refused", "clarify"], 9)
        assert (waiting.question, waiting.status, waiting.times) == ("甲", "clarify", 2)
        journal.handle("甲")
        assert journal.open_questions(["refused", "clarify"], 9) == []
        for text in ("旧", "新"):
            row = CuratedRow(0, "k", "问", {"text": text}, {"d": "s"}, "张三", now())
            journal.curate(row)
        (kept,) = journal.curated("k")
        assert (kept.answer, kept.sources, len(journal.ended(9))) == ({"text": "新"}, {"d": "s"}, 1)
        assert journal.end(kept.id, "完") and not journal.end(kept.id, "完")
        journal.changed("张三", "做了", "某事")
        assert [(c.who, c.what, c.detail) for c in journal.changes(9)] == [("张三", "做了", "某事")]


def test_badly_rated_questions_wait_first_until_handled(
    bot: Bot, staff: Accounts, tmp_path: Path
) -> None:
    with RatingStore(tmp_path) as ratings:
        ratings.add(Rating("收入是多少", None, "answered", useful=True))
        for reason in ("看不明白", None):
            ratings.add(Rating("支出是多少", None, "answered", useful=False, reason=reason))
        app = create_app(bot, ratings=ratings, staff=staff)
        with TestClient(app, base_url="https://portal.test", follow_redirects=False) as client:
            visitor = Visitor(client)
            visitor.sign_in()
            queue = words(visitor.get("/staff/questions?why=rated"))
            assert "评价不佳 支出是多少 看不明白 2" in queue and "收入是多少" not in queue
            visitor.send("/staff/questions/handled", question="支出是多少")
            assert "支出是多少" not in words(visitor.get("/staff/questions?why=rated"))
