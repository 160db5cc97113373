"""The staff desk over HTTP, on real stores: who may come in, and what they can do there."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from commands import run
from httpx2 import Response
from making import BUDGET_PAGE, Bigrams
from openpyxl import load_workbook
from servers import database
from starlette.testclient import TestClient

from bot.__main__ import app as bot_app
from bot.answer import Answer, Status
from bot.app import create_app
from bot.desk.accounts import Accounts, hash_password
from bot.desk.printed import rows_of
from bot.desk.sessions import FAILURES, IDLE, LOCKED, LONGEST, Lockout, Sessions
from bot.desk.uploads import LARGEST_UPLOAD
from bot.desk.usage import Day, each_day
from bot.records.journal import Asked, CuratedRow, Journal, now
from bot.records.ratings import Rating, RatingStore
from bot.service import Bot
from bot.web.limits import LARGEST_BODY
from ingest.errors import SettingsError
from ingest.export import table_csv, xlsx
from ingest.model import Cell, Disclosure, Grid, Metadata, Table
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

NAME, PASSWORD = "张三", "北京长安街 1 号"


@pytest.fixture(scope="module")
def staff() -> Accounts:
    return Accounts({NAME: hash_password(PASSWORD)})


@pytest.fixture(scope="module")
def bot(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    settings = Settings(store=tmp_path_factory.mktemp("store"))
    store = Store.open(settings, Bigrams())
    add(sample, store)
    with Bot(store, journal=Journal.open(settings)) as opened:
        yield opened


class Visitor:
    """Somebody with a browser: keeps cookies, follows no redirect, sends forms with their token."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        client.headers["Accept"] = "text/html,*/*"

    def get(self, path: str, **headers: str) -> Response:
        return self.client.get(path, headers=headers)

    def send(self, path: str, form_on: str = "/staff", **fields: str) -> Response:
        return self.client.post(path, data={"csrf": self.token(form_on), **fields})

    def token(self, page: str = "/staff") -> str:
        found = re.search('name="csrf" value="([^"]+)"', self.client.get(page).text)
        assert found, f"no form on {page}"
        return found[1]

    def sign_in(self, name: str = NAME, password: str = PASSWORD) -> Response:
        return self.send("/staff/sign-in", "/staff/sign-in", name=name, password=password)


@pytest.fixture
def visitor(bot: Bot, staff: Accounts) -> Iterator[Visitor]:
    """Nobody signed in yet, in an application of its own."""
    with TestClient(
        create_app(bot, staff=staff),
        base_url="https://portal.test",
        follow_redirects=False,
        raise_server_exceptions=False,
    ) as client:
        yield Visitor(client)


@pytest.fixture(scope="module")
def clerk(bot: Bot, staff: Accounts) -> Iterator[Visitor]:
    """Signed in."""
    with TestClient(
        create_app(bot, staff=staff), base_url="https://portal.test", follow_redirects=False
    ) as client:
        opened = Visitor(client)
        assert opened.sign_in().status_code == 303
        yield opened


def words(response: Response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", response.text)))


PAGES = ["/staff", "/staff/nothing", "/staff/documents", "/staff/questions", "/staff/usage"]


@pytest.mark.parametrize("path", PAGES)
def test_who_is_not_signed_in_is_led_to_the_sign_in(visitor: Visitor, path: str) -> None:
    response = visitor.get(path, accept="text/html")
    assert (response.status_code, response.headers["location"]) == (303, "/staff/sign-in")
    response = visitor.get(path, accept="application/json")
    assert (response.status_code, response.json()["error"]["code"]) == (401, "sign-in-needed")


def test_a_password_opens_the_desk_with_a_cookie_no_script_reads(visitor: Visitor) -> None:
    response = visitor.sign_in()
    assert (response.status_code, response.headers["location"]) == (303, "/staff")
    cookie = response.headers.get_list("set-cookie")[0]
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/staff"} <= set(cookie.split("; "))
    assert visitor.get("/staff").status_code == 200


@pytest.mark.parametrize(("name", "password"), [(NAME, "错"), ("李四", PASSWORD), ("", "")])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(
    visitor: Visitor, name: str, password: str
) -> None:
    response = visitor.sign_in(name, password)
    assert response.status_code == 403
    assert "用户名或密码不正确。" in words(response)
    assert visitor.get("/staff").status_code == 303


def test_after_five_wrong_passwords_even_the_right_one_waits(visitor: Visitor) -> None:
    for _ in range(FAILURES):
        response = visitor.sign_in(password="错")
    assert response.status_code == 429
    assert "请在 5 分钟后再试" in words(response)
    assert visitor.sign_in().status_code == 429


def test_a_lock_holds_for_one_name_at_one_address_and_ends() -> None:
    now = 1000.0
    lockout = Lockout(clock=lambda: now)
    for _ in range(FAILURES):
        assert lockout.wait("甲", "10.0.0.1") == 0
        lockout.failed("甲", "10.0.0.1")
    assert lockout.wait("甲", "10.0.0.1") == LOCKED
    assert lockout.wait("甲", "10.0.0.2") == lockout.wait("乙", "10.0.0.1") == 0
    now += LOCKED + 1
    assert lockout.wait("甲", "10.0.0.1") == 0


def test_a_session_ends_when_idle_or_old() -> None:
    now = 0.0
    sessions = Sessions(clock=lambda: now)
    idle, busy = sessions.begin("甲"), sessions.begin("乙")
    while now < LONGEST:
        now += IDLE - 1
        found = sessions.find(busy.token)
        assert (found is not None) == (now <= LONGEST)
    assert sessions.find(idle.token) is None


def test_signing_out_ends_the_session_for_whoever_kept_the_cookie(visitor: Visitor) -> None:
    visitor.sign_in()
    kept = dict(visitor.client.cookies)
    assert visitor.send("/staff/sign-out").status_code == 303
    visitor.client.cookies.update(kept)
    assert visitor.get("/staff").status_code == 303


def test_a_form_without_the_pages_token_is_refused(visitor: Visitor) -> None:
    fields = {"name": NAME, "password": PASSWORD}
    assert visitor.client.post("/staff/sign-in", data=fields).status_code == 403
    visitor.sign_in()
    for token in ("", "x", "中"):
        response = visitor.client.post("/staff", data={"csrf": token, "question": "收入"})
        assert response.status_code == 403
        assert "页面已过期" in words(response)


def test_where_nobody_may_sign_in_a_page_says_how_to_configure_it(bot: Bot) -> None:
    with TestClient(create_app(bot)) as client:
        response = client.get("/staff")
        assert response.status_code == 404
        assert "BUDGETQA_STAFF_USERS" in response.text
        for path in ("/staff/sign-in", "/staff/documents"):
            assert client.get(path).status_code == client.post(path).status_code == 404


def test_pages_allow_no_inline_script_and_are_kept_by_no_cache(clerk: Visitor) -> None:
    response = clerk.get("/staff")
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert response.headers["cache-control"] == "no-store"
    assert not re.search(r"<script(?! src)|\sstyle=|\son\w+=", response.text)


def test_accounts_are_read_as_pairs_or_json_and_a_mistake_is_told() -> None:
    one, other = hash_password("甲的密码"), hash_password("乙的密码")
    for text in (f"甲:{one}, 乙:{other}", f'{{"甲": "{one}", "乙": "{other}"}}'):
        accounts = Accounts.parse(text)
        assert accounts.admits("甲", "甲的密码") and accounts.admits("乙", "乙的密码")
        assert not accounts.admits("甲", "乙的密码")
    assert not Accounts.parse("")
    for wrong in ("甲", "甲:明文密码", "{", '{"甲": 1}', "甲:scrypt.15.8..", "[]"):
        with pytest.raises(SettingsError, match="BUDGETQA_STAFF_USERS"):
            Accounts.parse(wrong)


def test_one_hash_is_not_another_of_the_same_password_and_takes_its_time() -> None:
    started = time.perf_counter()
    assert hash_password("同一个") != hash_password("同一个")
    assert time.perf_counter() - started > 0.02


def test_an_answer_comes_with_its_cell_and_words_to_pass_on(clerk: Visitor) -> None:
    response = clerk.send("/staff", question="公务接待费是多少")
    assert '<td class="amount cited"><mark>1.00</mark></td>' in response.text
    reply = re.search("<textarea[^>]*>(.*?)</textarea>", response.text, re.DOTALL)
    assert reply
    said = unescape(reply[1])
    assert "公务接待费为1.00万元" in said
    assert "部门：重庆市荣昌区政务服务管理办公室；年度：2026年预算；口径：“三公”经费" in said
    assert "表四 一般公共预算“三公”经费支出表" in said
    assert "http://www.rongchang.gov.cn/" in said


def test_markup_in_a_question_is_text(clerk: Visitor) -> None:
    response = clerk.send("/staff", question="<script>alert(1)</script>\"'><b>收入")
    assert "<script>alert" not in response.text and "<b>收入" not in response.text


def test_refused_questions_wait_until_handled_and_come_back_when_asked_again(
    clerk: Visitor,
) -> None:
    for _ in range(2):
        clerk.client.post("/api/ask", json={"question": "会议费是多少"})
    clerk.client.post("/api/ask", json={"question": "基本支出是多少"})
    queue = words(clerk.get("/staff/questions"))
    assert "未能作答 会议费是多少" in queue and "基本支出是多少" not in queue
    assert "会议费是多少" not in words(clerk.get("/staff/questions?why=clarify"))
    clerk.send("/staff/questions/handled", question="会议费是多少")
    assert "会议费是多少" not in words(clerk.get("/staff/questions"))
    clerk.client.post("/api/ask", json={"question": "会议费是多少"})
    assert "会议费是多少" in words(clerk.get("/staff/questions"))


def test_the_documents_tables_are_browsed_and_searched(clerk: Visitor) -> None:
    (document,) = clerk.client.get("/api/documents").json()
    address = f"/staff/documents/{document['document']}"
    assert document["title"] in words(clerk.get("/staff/documents?find=政务服务"))
    assert "没有找到相符的文件" in words(clerk.get("/staff/documents?find=水利局"))
    assert "一般公共预算“三公”经费支出表" in words(clerk.get(address))
    assert "30217 商品和服务支出 / 公务接待费" in words(clerk.get(f"{address}?find=公务接待费"))
    table = clerk.get(f"{address}/tables/3?find=30217")
    found = re.findall('<tr class="found">(.*?)</tr>', table.text)
    assert len(found) == 1 and "公务接待费" in found[0]
    for missing in ("/staff/documents/no", f"{address}/tables/999"):
        assert clerk.get(missing).status_code == 404


def test_the_audit_of_a_document_shows_what_does_not_add_up(clerk: Visitor, bot: Bot) -> None:
    record = bot.store.facts.documents()[0]
    answer = clerk.get(f"/staff/documents/{record.document}/audit")
    assert "存疑 1 条" in words(answer)
    assert "公务用车购置费0万元" in words(answer)  # where a car is to be bought


def test_a_table_is_taken_away_as_csv_and_xlsx(clerk: Visitor) -> None:
    (document,) = clerk.client.get("/api/documents").json()
    table = f"/staff/documents/{document['document']}/tables/4/export"
    lines = clerk.get(f"{table}.csv").content.decode("utf-8-sig").splitlines()
    assert lines[-1] == "3.50,,2.50,,2.50,1.00"
    response = clerk.get(f"{table}.xlsx")
    assert "filename*=UTF-8''" in response.headers["content-disposition"]
    (sheet,) = load_workbook(BytesIO(response.content)).worksheets
    assert [cell.value for cell in sheet[5]] == [3.5, None, 2.5, None, 2.5, 1]
    assert "A2:F2" in {str(area) for area in sheet.merged_cells.ranges}
    whole = f"/staff/documents/{document['document']}/export"
    assert len(load_workbook(BytesIO(clerk.get(f"{whole}.xlsx").content)).worksheets) > 10
    assert "表三,一般公共预算财政拨款基本支出预算表,商品和服务支出 / 公务接待费,30217" in (
        clerk.get(f"{whole}.csv").content.decode("utf-8-sig")
    )
    assert clerk.get(f"{whole}.exe").status_code in (404, 422)


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1"])
def test_no_cell_becomes_a_formula(text: str) -> None:
    table = Table(1, None, text, None, None, "list", Grid.from_rows([["名称"], [text]]), 1)
    held = Disclosure("d", "s", "s", Metadata("题", "部门"), (table,))
    assert list(csv.reader(StringIO(table_csv(table).decode("utf-8-sig"))))[1] == [f"'{text}"]
    (sheet,) = load_workbook(BytesIO(xlsx(held, held.tables))).worksheets
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.cell(3, 1).value == text


def test_a_negative_number_stays_a_number_in_csv() -> None:
    table = Table(1, None, "表", "元", None, "list", Grid.from_rows([["数"], ["-1.50"]]), 1)
    assert table_csv(table).decode("utf-8-sig").splitlines() == ["数", "-1.50"]


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


def budget(receptions: str, total: str) -> bytes:
    return BUDGET_PAGE.format(body="青山县档案馆", receptions=receptions, total=total).encode()


def upload(clerk: Visitor, data: bytes, name: str = "预算.html", **fields: str) -> Response:
    return clerk.client.post(
        "/staff/uploads",
        data={"csrf": clerk.token(), **fields},
        files={"file": (name, data)},
    )


def asked(clerk: Visitor, question: str) -> str:
    text: str = clerk.client.post("/api/ask", json={"question": question}).json()["text"]
    return text


@pytest.fixture
def empty_handed(bot: Bot) -> Iterator[None]:
    """Only what was held before is held after."""
    before = set(bot.library.catalogue().held)
    yield
    for document in set(bot.library.catalogue().held) - before:
        bot.store.remove(document)


@pytest.mark.usefixtures("empty_handed")
def test_an_upload_is_shown_first_and_answers_once_confirmed(clerk: Visitor) -> None:
    question = "青山县档案馆2025年公务接待费是多少"
    response = upload(clerk, budget("1.20", "3.20"), address="https://www.example.gov.cn/1.html")
    assert response.status_code == 303
    preview = response.headers["location"]
    shown = words(clerk.get(preview))
    for said in ("青山县档案馆2025年部门预算", "部门 青山县档案馆", "2025年", "预算", "尚未收录"):
        assert said in shown
    assert "1.20" not in asked(clerk, question)
    response = clerk.send(f"{preview}/confirm")
    assert "已收录" in words(clerk.get(response.headers["location"]))
    assert "1.20万元" in asked(clerk, question)
    assert "这份文件已经收录" in words(upload(clerk, budget("1.20", "3.20")))
    assert f"{NAME} 收录文件 青山县档案馆2025年部门预算" in words(clerk.get("/staff/changes"))


@pytest.mark.usefixtures("empty_handed")
def test_a_new_edition_replaces_the_old_one_where_it_is_told_to(clerk: Visitor, bot: Bot) -> None:
    first = upload(clerk, budget("1.20", "3.20")).headers["location"]
    clerk.send(f"{first}/confirm")
    second = upload(clerk, budget("1.50", "3.50")).headers["location"]
    (old,) = re.findall('name="replaces" value="(.+?)"', clerk.get(second).text)
    clerk.send(f"{second}/confirm", replaces=old)
    assert "1.50万元" in asked(clerk, "青山县档案馆2025年公务接待费是多少")
    assert len(bot.library.catalogue().held) == 2


def test_a_cancelled_upload_leaves_nothing(clerk: Visitor, bot: Bot) -> None:
    before = bot.store.facts.revision()
    preview = upload(clerk, budget("1.20", "3.20")).headers["location"]
    assert clerk.send(f"{preview}/cancel").headers["location"] == "/staff/uploads"
    assert clerk.get(preview).status_code == 404
    assert clerk.send(f"{preview}/confirm").status_code == 404
    assert bot.store.facts.revision() == before


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.pdf", b"", "空"),
        ("坏.pdf", b"%PDF-1.7 broken", "损坏"),
        ("新闻.txt", "今天天气很好。".encode(), "没有找到预算或决算"),
        ("../../etc/passwd", b"\x7fELF\x02\x01\x01" + bytes(64), "不认识这种文件"),
    ],
)
def test_a_file_that_is_no_disclosure_is_refused_with_its_reason(
    clerk: Visitor, name: str, data: bytes, said: str
) -> None:
    response = upload(clerk, data, name)
    assert response.status_code == 422
    assert said in words(response)


def test_only_staff_may_send_large_bodies_and_only_to_the_upload(
    visitor: Visitor, clerk: Visitor
) -> None:
    large = b"x" * (LARGEST_BODY + 1)
    assert upload(clerk, large).status_code == 422
    assert clerk.client.post("/staff", data={"question": large.decode()}).status_code == 413
    assert clerk.client.post("/staff/uploads", content=bytes(LARGEST_UPLOAD + 1)).status_code == 413
    response = visitor.client.post("/staff/uploads", files={"file": ("预算.txt", large)})
    assert (response.status_code, response.headers["location"]) == (303, "/staff/sign-in")


def test_an_upload_without_a_file_or_with_a_bad_address_is_told_so(clerk: Visitor) -> None:
    assert "请选择一个文件" in words(clerk.send("/staff/uploads"))
    response = upload(clerk, budget("1.20", "3.20"), address="javascript:alert(1)")
    assert "应以 http:// 或 https:// 开头" in words(response)


def curate(clerk: Visitor, question: str, text: str, evidence: str = "") -> Response:
    return clerk.send(
        "/staff/curated/new", question=question, text=text, evidence=evidence, do="approve"
    )


def ask(clerk: Visitor, question: str) -> Answer:
    body = {"question": question, "session": None}
    return Answer.model_validate(clerk.client.post("/api/ask", json=body).json())


@pytest.fixture
def no_curated(bot: Bot) -> Iterator[None]:
    """None in force after."""
    yield
    assert bot.journal
    for row in bot.journal.curated():
        bot.journal.end(row.id, "测试结束")


@pytest.mark.usefixtures("no_curated")
def test_an_approved_answer_is_given_with_its_figure_cited_and_who_wrote_it(
    clerk: Visitor,
) -> None:
    text = "2026年公务接待费预算为1.00万元，与上年持平。"
    assert curate(clerk, "公务接待费是多少", text).status_code == 303
    for question in ("公务接待费是多少", "请问公务接待费多少钱？", "公務接待費是多少"):
        answer = ask(clerk, question)
        assert answer.text == f"人工答复：{text}"
        assert answer.curated and answer.curated.by == NAME
        (figure,) = answer.figures
        assert (figure.value, figure.unit) == ("1.00", "万元")
        assert "1.00" in {answer.citations[n].text for n in figure.citations}
    for question in ("公务接待费比去年增加多少", "公务用车运行费是多少", "为什么有公务接待费"):
        assert ask(clerk, question).curated is None
    assert text in words(clerk.get("/staff/curated"))


@pytest.mark.usefixtures("no_curated")
def test_a_refused_question_is_answered_from_what_other_questions_find(clerk: Visitor) -> None:
    text = "会议费没有单独列示，“三公”经费预算合计3.50万元。"
    refused = curate(clerk, "会议费是多少", text)
    assert refused.status_code == 422 and "3.50万元 不是所列依据问题查出的数字" in words(refused)
    assert curate(clerk, "会议费是多少", text, "三公经费一共多少").status_code == 303
    answer = ask(clerk, "会议费是多少")
    assert answer.status == "answered" and answer.figures[0].value == "3.50"


@pytest.mark.usefixtures("no_curated")
@pytest.mark.parametrize(
    "text",
    [
        "公务接待费为2.00万元。",
        "公务接待费约1.00亿元。",
        "占50%。",
        "共请客37次。",
        "",
        "字" * 2001,
    ],
)
def test_a_text_with_a_figure_that_is_not_traced_is_not_published(
    clerk: Visitor, text: str
) -> None:
    response = curate(clerk, "公务接待费是多少", text)
    assert response.status_code == 422
    assert "没有发布" in words(response)
    assert ask(clerk, "公务接待费是多少").curated is None


@pytest.mark.usefixtures("no_curated")
def test_a_withdrawn_answer_is_given_no_more(clerk: Visitor, bot: Bot) -> None:
    curate(clerk, "公务接待费是多少", "公务接待费1.00万元。")
    assert bot.journal
    (row,) = bot.journal.curated()
    assert clerk.send(f"/staff/curated/{row.id}/end").status_code == 303
    assert ask(clerk, "公务接待费是多少").curated is None
    assert clerk.send(f"/staff/curated/{row.id}/end").status_code == 404


@pytest.mark.usefixtures("no_curated", "empty_handed")
def test_an_answer_ends_when_its_document_changes(clerk: Visitor, bot: Bot) -> None:
    question = "青山县档案馆公务接待费是多少"
    preview = upload(clerk, budget("1.20", "3.20")).headers["location"]
    clerk.send(f"{preview}/confirm")
    assert curate(clerk, question, "公务接待费预算1.20万元。").status_code == 303
    assert ask(clerk, question).curated
    preview = upload(clerk, budget("1.50", "3.50")).headers["location"]
    (old,) = re.findall('name="replaces" value="(.+?)"', clerk.get(preview).text)
    clerk.send(f"{preview}/confirm", replaces=old)
    answer = ask(clerk, question)
    assert answer.curated is None and answer.figures[0].value == "1.50"
    assert "所依据的文件已更新" in words(clerk.get("/staff/curated"))
    assert f"系统 人工答复失效 {question}" in words(clerk.get("/staff/changes"))


@pytest.mark.usefixtures("no_curated", "empty_handed")
def test_an_answer_ends_when_another_document_comes_under_its_question(clerk: Visitor) -> None:
    curate(clerk, "公务接待费是多少", "公务接待费1.00万元。")
    preview = upload(clerk, budget("1.20", "3.20")).headers["location"]
    clerk.send(f"{preview}/confirm")
    assert ask(clerk, "公务接待费是多少").curated is None
    assert "收录的文件有增减" in words(clerk.get("/staff/curated"))


def test_a_table_is_drawn_as_printed_each_cell_once_with_its_spans() -> None:
    cells = (Cell("科目", 0, 0, 2, 1), Cell("金额", 0, 1, 1, 2), Cell("元", 1, 1), Cell("7", 2, 1))
    table = Table(1, None, "表", None, None, "list", Grid(cells), 2)
    head, second, body = rows_of(table, "金额")
    assert [(c.text, c.rowspan, c.colspan, c.found) for c in head] == [
        ("科目", 2, 1, False),
        ("金额", 1, 2, True),
    ]
    assert [(c.text, c.head) for c in second] == [("元", True), ("", True)]
    assert [(c.text, c.amount) for c in body] == [("", False), ("7", True), ("", False)]


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


def test_the_command_prints_a_hash_the_desk_takes() -> None:
    done = run(bot_app, "staff-password", stdin=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0
    assert Accounts.parse(f"张三:{done.stdout.strip()}").admits("张三", PASSWORD)
    assert run(bot_app, "staff-password", stdin="短\n短\n").exit_code == 2
