"""A day at the staff desk in a browser: sign in, answer, curate, upload; on a desk and a phone."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from browsing import HOSTILE, fits, markup_is_text, violations
from making import BUDGET_PAGE, Bigrams
from playwright.sync_api import Browser, Page, expect
from serving import served

from bot.desk.accounts import Accounts, hash_password
from bot.desk.sessions import FAILURES
from bot.records.journal import Journal
from bot.records.ratings import RatingStore
from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

NAME, PASSWORD = "张三", "长安街 1 号"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    settings = Settings(store=tmp_path / "store")
    store = Store.open(settings, Bigrams())
    add(budget(tmp_path, "绿水县统计局", "1.00", "3.00"), store)
    staff = Accounts({NAME: hash_password(PASSWORD), "李四": hash_password(PASSWORD)})
    with (
        Bot(store, journal=Journal.open(settings)) as bot,
        RatingStore.open(settings) as ratings,
        served(bot, ratings, staff=staff) as at,
    ):
        yield at


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(chromium: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The desk's front door. A request to elsewhere or a refused script fails the test."""
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("request", lambda sent: _note_foreign(sent.url, address, wrong))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if "Content" in said.text else None)
    opened.goto(f"{address}/staff")
    yield opened
    context.close()
    assert wrong == []


def budget(folder: Path, body: str, receptions: str, total: str, name: str | None = None) -> Path:
    file = folder / (name or f"{body}.html")
    file.write_text(BUDGET_PAGE.format(body=body, receptions=receptions, total=total), "utf-8")
    return file


def _note_foreign(url: str, address: str, wrong: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme != "data" and parts.netloc != urlsplit(address).netloc:
        wrong.append(url)


def sign_in(page: Page, name: str = NAME, password: str = PASSWORD) -> None:
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.keyboard.press("Enter")


def open_page(page: Page, name: str) -> None:
    """Through the menu; nothing has to be scrolled sideways there."""
    page.get_by_role("navigation").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    assert fits(page), name


def ask(page: Page, question: str) -> None:
    open_page(page, "查询答复")
    page.get_by_label("问题").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".answers .lead")).to_be_visible()


def upload(page: Page, file: Path) -> None:
    """Up to the preview of what was understood."""
    open_page(page, "上传文件")
    page.get_by_label("预算、决算公开文件").set_input_files(file)
    page.get_by_role("button", name="读取并预览").click()
    expect(page.get_by_text("尚未收录")).to_be_visible()


def test_a_day_at_the_desk(page: Page, tmp_path: Path) -> None:
    sign_in(page)
    ask(page, "公务接待费是多少")
    expect(page.locator("td.cited:visible")).to_have_text("1.00")
    reply = page.get_by_label("答复口径，可复制")
    assert "部门：绿水县统计局；年度：2025年预算" in reply.input_value()
    page.get_by_role("button", name="复制", exact=True).click()
    expect(page.locator(".copied")).to_have_text("已复制")

    ask(page, "会议费是多少")
    open_page(page, "待处理问题")
    page.get_by_role("row").filter(has_text="会议费是多少").get_by_role(
        "link", name="人工答复"
    ).click()
    page.get_by_label("答复", exact=True).fill("会议费没有单独列示，三公经费合计3.00万元。")
    page.get_by_role("button", name="审核发布").click()
    expect(page.get_by_role("alert")).to_contain_text("3.00万元")
    page.get_by_label("依据的问题").fill("三公经费一共多少")
    page.get_by_role("button", name="审核发布").click()
    expect(page.get_by_role("heading", name="正在使用（1）")).to_be_visible()
    ask(page, "会议费有多少")
    expect(page.locator(".lead")).to_contain_text("人工答复：会议费没有单独列示")
    expect(page.locator(".curated")).to_contain_text(NAME)
    open_page(page, "人工答复")
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_text("还没有人工答复")).to_be_visible()

    upload(page, budget(tmp_path, "青山县档案馆", "1.20", "3.20"))
    page.get_by_role("button", name="确认收录").click()
    expect(page.get_by_role("status")).to_contain_text("已收录")
    ask(page, "青山县档案馆的公务接待费是多少")
    expect(page.locator(".lead mark")).to_have_text("1.20万元")

    open_page(page, "公开文件")
    page.get_by_role("link", name="绿水县统计局2025年部门预算").click()
    page.get_by_role("link", name="一般公共预算“三公”经费支出表").click()
    expect(page.locator("table.printed")).to_contain_text("公务接待费")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    open_page(page, "使用情况")
    expect(page.locator("svg rect.answered")).to_have_count(1)
    open_page(page, "操作记录")
    expect(page.get_by_role("row").filter(has_text="撤回人工答复").first).to_be_visible()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="工作人员登录")).to_be_visible()


def test_five_wrong_passwords_lock_the_name(page: Page) -> None:
    for _ in range(FAILURES):
        sign_in(page, "李四", "错")
        expect(page.get_by_role("alert")).to_be_visible()
    sign_in(page, "李四")
    expect(page.get_by_role("alert")).to_contain_text("分钟后再试")


def in_the_chat(page: Page, address: str, question: str) -> None:
    """A citizen's question, asked on another page of the same browser."""
    page.goto(address)
    box = page.get_by_role("combobox", name="问题")
    expect(page.locator(".welcome")).to_be_visible()
    box.fill(question)
    box.press("Enter")
    expect(page.locator(".turn:not(.pending)")).to_have_count(1)


def test_a_bad_rating_reaches_the_queue_of_the_staff(page: Page, address: str) -> None:
    sign_in(page)
    expect(page.get_by_role("navigation")).to_be_visible()
    in_the_chat(page, address, "公务接待费是多少")
    page.get_by_role("button", name="没用").click()
    page.get_by_role("radio", name="看不明白").check()
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".rating")).to_have_text("已收到，谢谢。")
    page.goto(f"{address}/staff")
    open_page(page, "待处理问题")
    row = page.get_by_role("row").filter(has_text="公务接待费是多少")
    expect(row).to_contain_text("评价不佳")
    expect(row).to_contain_text("看不明白")
    row.get_by_role("button", name="已处理").click()
    expect(page.get_by_text("没有待处理的问题")).to_be_visible()


def test_an_answer_by_staff_is_given_in_the_chat_until_its_document_changes(
    page: Page, address: str, tmp_path: Path
) -> None:
    sign_in(page)
    ask(page, "公务接待费是多少")
    page.get_by_role("link", name="为这个问题撰写人工答复").click()
    page.get_by_label("答复", exact=True).fill("2025年安排公务接待费1.00万元，用于来访接待。")
    page.get_by_role("button", name="审核发布").click()
    in_the_chat(page, address, "请问公务接待费是多少？")
    expect(page.locator(".turn .curated")).to_contain_text("人工答复")
    expect(page.locator(".turn .lead")).to_contain_text("用于来访接待")
    page.goto(f"{address}/staff")
    upload(page, budget(tmp_path, "绿水县统计局", "1.50", "3.50"))
    page.get_by_role("radio", name="替换《绿水县统计局2025年部门预算》").check()
    page.get_by_role("button", name="确认收录").click()
    expect(page.get_by_role("status")).to_contain_text("已收录")
    in_the_chat(page, address, "请问公务接待费是多少？")
    expect(page.locator(".turn .curated")).to_have_count(0)
    expect(page.locator(".turn .lead mark")).to_have_text("1.50万元")
    page.goto(f"{address}/staff")
    open_page(page, "人工答复")
    expect(page.get_by_text("所依据的文件已更新")).to_be_visible()


def test_every_page_is_accessible(page: Page, tmp_path: Path) -> None:
    assert violations(page) == []
    sign_in(page)
    ask(page, "三公经费各项分别是多少")
    assert violations(page) == []
    page.get_by_role("link", name="为这个问题撰写人工答复").click()
    assert violations(page) == []
    page.get_by_role("button", name="审核发布").click()
    ask(page, "会议费是多少")
    for name in ("待处理问题", "人工答复", "使用情况", "操作记录", "公开文件"):
        open_page(page, name)
        assert violations(page) == [], name
    page.get_by_role("link", name="绿水县统计局2025年部门预算").click()
    document = page.url
    for path in ("", "?find=接待", "/tables/1?find=接待", "/audit"):
        page.goto(f"{document}{path}")
        assert (violations(page), fits(page)) == ([], True), path
    upload(page, budget(tmp_path, "青山县档案馆", "1.20", "3.20"))
    assert violations(page) == []
    page.get_by_role("button", name="取消").click()
    expect(page.get_by_role("button", name="读取并预览")).to_be_visible()
    assert violations(page) == []
    page.goto(f"{document}x")
    assert violations(page) == []


def test_markup_is_text_on_every_page(page: Page, address: str, tmp_path: Path) -> None:
    """In a document, its file's name, a question, an answer of staff, a rating, a search."""
    sign_in(page)
    body, name = f"青山县{escape(HOSTILE)}档案馆", "<i class=hostile>.html"
    upload(page, budget(tmp_path, body, "1.20", "3.20", name))
    expect(page.get_by_role("heading", level=1)).to_contain_text("<i class=hostile>")
    assert markup_is_text(page)
    page.get_by_role("button", name="确认收录").click()
    expect(page.get_by_role("status")).to_contain_text("已收录")
    assert markup_is_text(page)
    question = f"{HOSTILE}绿水县统计局公务接待费是多少"
    ask(page, question)
    assert markup_is_text(page)
    page.get_by_role("link", name="为这个问题撰写人工答复").click()
    page.get_by_label("依据的问题").fill("绿水县统计局公务接待费是多少")
    page.get_by_label("答复", exact=True).fill(f"公务接待费1.00万元{HOSTILE.replace('7*7', '')}")
    page.get_by_role("button", name="审核发布").click()
    expect(page.get_by_role("heading", name="正在使用（1）")).to_be_visible()
    assert markup_is_text(page)
    ask(page, question)
    expect(page.locator(".lead")).to_contain_text("人工答复：公务接待费1.00万元<i class=hostile>")
    assert markup_is_text(page)
    for name in ("待处理问题", "使用情况", "操作记录", "公开文件"):
        open_page(page, name)
        assert markup_is_text(page), name
    page.locator("td.long a").filter(has_not_text="绿水县").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("<i class=hostile>")
    document = page.url
    for path in ("", f"?find={quote(HOSTILE)}", f"/tables/1?find={quote(HOSTILE)}", "/audit"):
        page.goto(f"{document}{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert markup_is_text(page), path
    page.goto(f"{address}/demo?document={document.rpartition('/')[2]}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("hostile")
    assert markup_is_text(page)
    in_the_chat(page, address, question)
    expect(page.locator(".turn .lead")).to_contain_text("<i class=hostile>")
    assert markup_is_text(page)
