"""The chat in a browser: what a citizen on a phone or a clerk at a desk sees and does."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from browsing import HOSTILE, fits, markup_is_text, violations
from playwright.sync_api import Browser, BrowserContext, Page, expect
from serving import served

from bot.service import Bot

DESKTOP = (1280, 900)
PHONE = (390, 844)


@pytest.fixture(scope="module")
def address(bot: Bot) -> Iterator[str]:
    with served(bot) as at:
        yield at


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def context(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A screen; its pages share what they loaded."""
    width, height = request.param
    opened = chromium.new_context(viewport={"width": width, "height": height})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """The chat just opened. A request to elsewhere, or a script's error, fails the test."""
    opened = context.new_page()
    elsewhere: list[str] = []
    errors: list[str] = []
    opened.on("request", lambda sent: _note_foreign(sent.url, address, elsewhere))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(address)
    expect(opened.locator(".welcome")).to_be_visible()
    yield opened
    opened.close()
    assert (elsewhere, errors) == ([], [])


def _note_foreign(url: str, address: str, elsewhere: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(address).netloc:
        elsewhere.append(url)


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter, wait until it is answered."""
    before = page.locator(".turn:not(.pending)").count()
    box = page.get_by_role("combobox", name="问题")
    box.fill(question)
    box.press("Enter")
    expect(page.locator(".turn:not(.pending)")).to_have_count(before + 1)


def test_before_a_question_it_says_what_is_held_and_what_to_ask(page: Page) -> None:
    expect(page.locator(".welcome li")).to_have_text(
        "重庆市荣昌区政务服务管理办公室2026年部门预算情况说明"
    )
    expect(page.get_by_role("button", name="公务接待费是多少")).to_be_visible()
    assert page.title() == "预算公开智能问答"
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert fits(page)


def test_an_answer_shows_its_figure_and_the_cell_and_sentence_it_rests_on(page: Page) -> None:
    ask(page, "公务接待费是多少")
    answer = page.locator(".turn")
    expect(answer.locator(".lead mark")).to_have_text("1.00万元")
    expect(answer.locator(".place td.cited:visible")).to_have_text("1.00")
    expect(answer.locator("blockquote mark:visible")).to_have_text("1万元")
    expect(answer.locator(".check.agree")).to_contain_text("各处一致")
    expect(answer.locator(".caution")).to_contain_text("仅供参考")
    expect(answer.get_by_role("link", name="查看原文")).to_have_attribute(
        "href",
        "http://www.rongchang.gov.cn/bm/qzwglb/zwgk_70831/fdzdgknr_70834/ysjs/ysgk/202602/"
        "t20260226_15454953.html",
    )
    assert fits(page)


def test_the_cited_row_stands_under_its_header_rows_with_their_spans(page: Page) -> None:
    ask(page, "公务接待费是多少")
    heads = page.locator(".place").first.locator("th")
    spans = heads.evaluate_all("cells => cells.map(c => [c.innerText, c.colSpan, c.rowSpan])")
    assert spans == [
        ["2026年预算数", 6, 1],
        ["合计", 1, 2],
        ["因公出国(境)费", 1, 2],
        ["公务用车购置及运行费", 3, 1],
        ["公务接待费", 1, 2],
        ["小计", 1, 1],
        ["公务用车购置费", 1, 1],
        ["公务用车运行费", 1, 1],
    ]


def test_the_other_places_open_on_a_click(page: Page) -> None:
    ask(page, "公务接待费是多少")
    page.get_by_text("其他 1 处列示").click()
    other = page.locator("details .place:visible")
    expect(other).to_contain_text("一般公共预算财政拨款基本支出预算表")
    expect(other.locator("td.cited")).to_have_text("1.00")
    assert fits(page)


def test_a_cited_blank_is_said_to_be_blank(page: Page) -> None:
    ask(page, "因公出国费是多少")
    expect(page.locator("td.cited:visible")).to_have_text("（空白）")


def test_a_refusal_offers_questions_that_one_click_asks(page: Page) -> None:
    ask(page, "会议费是多少")
    refusal = page.locator(".turn.refused")
    expect(refusal.locator(".state")).to_have_text("未能作答")
    expect(refusal.locator("mark")).to_have_count(0)
    offered = refusal.get_by_role("button").first
    question = offered.inner_text()
    offered.click()
    expect(page.locator(".turn.answered .asked")).to_contain_text(question)
    expect(page.locator(".turn")).to_have_count(2)
    assert fits(page)


def test_a_hot_question_is_asked_by_a_click(page: Page) -> None:
    page.get_by_role("button", name="公务接待费是多少").click()
    expect(page.locator(".turn.answered .lead mark")).to_have_text("1.00万元")


def test_the_newest_answer_is_in_view_and_the_box_is_empty_again(page: Page) -> None:
    for question in ("公务接待费是多少", "一般公共服务支出是多少"):
        ask(page, question)
    expect(page.locator(".turn").last.locator(".lead")).to_be_in_viewport()
    expect(page.get_by_role("combobox", name="问题")).to_have_value("")
    assert fits(page)


@pytest.mark.parametrize(
    "question",
    [
        "<img src=x onerror=alert(1)>公务接待费",
        "<script>alert(1)</script>",
        "{{7*7}} ${alert(1)} {% raw %}",
        "\"><b data-question='x'>粗</b>&amp;",
        HOSTILE,
    ],
)
def test_markup_in_a_question_is_text(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator(".turn .asked")).to_contain_text(question)
    assert page.locator("#transcript").locator("img, script, .asked b").count() == 0
    assert markup_is_text(page)


def test_nothing_is_asked_by_an_empty_box(page: Page) -> None:
    box = page.get_by_role("combobox", name="问题")
    box.fill("   ")
    with page.expect_response(lambda response: "/gradio_api/" in response.url):
        box.press("Enter")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".welcome")).to_be_visible()


def test_the_box_takes_five_hundred_characters_and_a_run_of_them_wraps(page: Page) -> None:
    box = page.get_by_role("combobox", name="问题")
    box.focus()
    page.keyboard.insert_text("A" * 600)
    expect(box).to_have_value("A" * 500)
    box.press("Enter")
    expect(page.locator(".turn:not(.pending)")).to_have_count(1)
    assert fits(page)


def test_nothing_on_the_page_leads_to_the_makers_of_the_parts(page: Page) -> None:
    assert "gradio" not in page.locator("body").inner_text().lower()
    assert page.locator("a[href*='gradio']").count() == 0


def test_a_list_over_projects_is_legible_beside_its_chart(page: Page) -> None:
    ask(page, "有哪些项目，各多少钱")
    answer = page.locator(".turn.answered")
    expect(answer.locator(".chart tbody tr")).to_have_count(10)
    expect(answer.locator(".place th[scope=row]").nth(4)).to_have_text("“渝快办”印刷项目")
    expect(answer.locator(".place td.cited").nth(4)).to_have_text("8.00")
    seen = answer.locator(".chart tbody tr").evaluate_all(_SHOWS_ALL)
    assert seen and all(seen)
    assert fits(page)
    assert violations(page) == []


_SHOWS_ALL = """rows => rows.map(row => {
  const [label, amount] = [row.querySelector("th"), row.querySelector("span")];
  const right = amount.getBoundingClientRect().right;
  const size = parseFloat(getComputedStyle(label).fontSize);
  return size >= 13 && right <= innerWidth && label.scrollWidth <= label.clientWidth + 1;
})"""
"""Of each row of a chart: label and amount are large enough, and neither is cut off."""


def test_everything_is_reached_and_asked_by_keyboard_alone(page: Page) -> None:
    box = page.get_by_role("combobox", name="问题")
    expect(box).to_be_focused()
    page.keyboard.insert_text("公务接待费是多少")
    page.keyboard.press("Enter")
    turn = page.locator(".turn.answered")
    expect(turn).to_have_count(1)
    wanted = ["其他 1 处列示", "复制回答", "查看原文 ↗", "提问"]
    reached = _tabbed(page, 60)
    assert [name for name in wanted if name not in reached] == []
    follow_up = turn.locator(".choices button").first
    follow_up.focus()
    assert follow_up.evaluate("it => getComputedStyle(it).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".turn:not(.pending)")).to_have_count(2)


def _tabbed(page: Page, times: int) -> set[str]:
    """The words of everything the tab key comes to."""
    reached = set()
    for _ in range(times):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.innerText?.trim() ?? ''"))
    return reached


def test_at_twice_the_size_nothing_is_lost(chromium: Browser, address: str) -> None:
    """Zoom of 200 % on a screen of 1280 leaves 640 CSS pixels at two device pixels each."""
    with chromium.new_context(
        viewport={"width": 640, "height": 450}, device_scale_factor=2
    ) as context:
        page = context.new_page()
        page.goto(address)
        expect(page.locator(".welcome")).to_be_visible()
        ask(page, "公务接待费是多少")
        expect(page.locator(".turn td.cited:visible")).to_be_in_viewport()
        expect(page.get_by_role("combobox", name="问题")).to_be_in_viewport()
        assert fits(page)
        assert violations(page) == []


def test_nothing_moves_where_motion_is_not_wanted(chromium: Browser, address: str) -> None:
    with chromium.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.add_init_script(
            "window.moved = []; const scroll = Element.prototype.scrollIntoView;"
            "Element.prototype.scrollIntoView = function (how) {"
            " moved.push(how?.behavior); scroll.call(this, how); }"
        )
        page.goto(address)
        expect(page.locator(".welcome")).to_be_visible()
        ask(page, "公务接待费是多少")
        assert "smooth" not in page.evaluate("moved")
        assert page.evaluate("document.getAnimations().length") == 0
