"""A day at the staff desk in a browser: sign in, answer, curate, upload; on a desk and a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from making import BUDGET_PAGE, Bigrams
from playwright.sync_api import Browser, Page, expect
from serving import served

from bot.desk.accounts import Accounts, hash_password
from bot.desk.sessions import FAILURES
from bot.journal import Journal
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
    with Bot(store, journal=Journal.open(settings)) as bot, served(bot, staff=staff) as at:
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


def budget(folder: Path, body: str, receptions: str, total: str) -> Path:
    file = folder / f"{body}.html"
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
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


def ask(page: Page, question: str) -> None:
    open_page(page, "查询答复")
    page.get_by_label("问题").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".answers .lead")).to_be_visible()


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

    open_page(page, "上传文件")
    page.get_by_label("预算、决算公开文件").set_input_files(
        budget(tmp_path, "青山县档案馆", "1.20", "3.20")
    )
    page.get_by_role("button", name="读取并预览").click()
    expect(page.get_by_text("尚未收录")).to_be_visible()
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
