"""What helps in the chat beside its answers: hints, choices, ratings, copying, voice, history."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import violations
from making import SECOND_ADDRESS
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from serving import served

from bot.records.ratings import RatingStore
from bot.service import Bot

VOICE = """
window.SpeechRecognition = class extends EventTarget {
  start() {
    const heard = new Event("result");
    heard.results = [[{transcript: "公务接待费是多少"}]];
    this.dispatchEvent(heard);
    this.dispatchEvent(new Event("end"));
  }
};
window.said = [];
window.speechSynthesis.speak = (words) => window.said.push([words.lang, words.text]);
"""
"""A browser that hears one question and keeps what it is to read aloud: a machine has no ears."""


@pytest.fixture(scope="module")
def ratings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RatingStore]:
    with RatingStore(tmp_path_factory.mktemp("ratings")) as store:
        yield store


@pytest.fixture(scope="module")
def address(two_bodies: Bot, ratings: RatingStore) -> Iterator[str]:
    with served(two_bodies, ratings) as at:
        yield at


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Its pages share what they loaded; what is kept in a tab they do not."""
    opened = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened.grant_permissions(["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """The chat about the second body. A request to elsewhere, or an error, fails the test."""
    opened = context.new_page()
    requested: list[str] = []
    errors: list[str] = []
    opened.on("request", lambda sent: requested.append(sent.url))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(f"{address}/?on={SECOND_ADDRESS}")
    expect(opened.locator(".welcome")).to_be_visible()
    expect(box(opened)).to_be_visible()
    yield opened
    opened.close()
    assert [url for url in requested if not url.startswith((address, "data:", "blob:"))] == []
    assert errors == []


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="问题")


def ask(page: Page, question: str) -> Locator:
    """Type a question, press Enter, wait until it is answered."""
    before = page.locator(".turn:not(.pending)").count()
    box(page).fill(question)
    box(page).press("Enter")
    expect(page.locator(".turn:not(.pending)")).to_have_count(before + 1)
    return page.locator(".turn").last


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_on_a_page_it_says_whose_it_is_and_what_to_ask_there(page: Page, address: str) -> None:
    expect(page.locator(".welcome li")).to_have_text("重庆市荣昌区教育委员会2026年部门预算情况说明")
    expect(page.get_by_role("button", name="公务接待费是多少")).to_be_visible()
    expect(page.get_by_role("button", name="项目支出是多少")).to_have_count(0)
    page.goto(address)
    expect(page.locator(".welcome li")).to_have_count(2)
    expect(page.get_by_role("button", name="项目支出是多少")).to_be_visible()


def test_hints_come_while_typing_and_the_keyboard_asks_one(page: Page) -> None:
    box(page).press_sequentially("公务接")
    options = page.get_by_role("option")
    expect(options).to_have_text(["公务接待费是多少"])
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    box(page).press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id")
    expect(box(page)).to_have_attribute("aria-activedescendant", chosen or "")
    assert violations(page) == []
    box(page).press("Enter")
    expect(page.locator(".turn.answered .lead mark")).to_have_text("5.00万元")
    expect(box(page)).to_have_value("")
    expect(options).to_have_count(0)


def test_escape_puts_hints_away_and_enter_asks_what_was_typed(page: Page) -> None:
    box(page).press_sequentially("公务接待费")
    expect(page.get_by_role("option")).to_have_count(1)
    box(page).press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_value("公务接待费")
    box(page).press("Enter")
    expect(page.locator(".turn.answered .asked")).to_contain_text("公务接待费")


def test_a_hint_is_asked_by_a_click(page: Page) -> None:
    box(page).press_sequentially("公务接")
    page.get_by_role("option", name="公务接待费是多少").click()
    expect(page.locator(".turn.answered")).to_have_count(1)


def test_where_the_body_is_not_known_one_click_says_which(page: Page, address: str) -> None:
    page.goto(address)
    clarify = ask(page, "公务接待费是多少")
    expect(clarify.locator(".state")).to_have_text("请再确认一下")
    clarify.get_by_role("button", name="重庆市荣昌区教育委员会公务接待费是多少").click()
    expect(page.locator(".turn.answered .lead mark")).to_have_text("5.00万元")


def test_a_follow_up_is_answered_on_a_click(page: Page) -> None:
    offered = ask(page, "三公经费是多少").locator(".choices button").first
    question = offered.inner_text()
    offered.click()
    expect(page.locator(".turn.answered .asked").last).to_contain_text(question)


def test_a_list_is_drawn_as_bars_that_are_a_table(page: Page) -> None:
    chart = ask(page, "三公经费各项分别是多少").locator(".chart")
    expect(chart.get_by_role("row")).to_have_count(3)
    expect(chart.get_by_role("rowheader").nth(1)).to_have_text("公务接待费")
    widths = chart.locator("rect").evaluate_all("bars => bars.map(b => b.width.baseVal.value)")
    assert widths == [80, 100]


def test_useful_reaches_the_ratings(page: Page, ratings: RatingStore) -> None:
    ask(page, "公务接待费是多少").get_by_role("button", name="有用").click()
    expect(page.locator(".rating")).to_have_text("已收到，谢谢。")
    rating = ratings.latest(1)[0].rating
    assert (rating.question, rating.status, rating.useful) == ("公务接待费是多少", "answered", True)
    assert rating.session
    ask(page, "三公经费是多少")
    expect(page.locator(".rating").first).to_have_text("已收到，谢谢。")


def test_not_useful_takes_a_reason_along(page: Page, ratings: RatingStore) -> None:
    turn = ask(page, "会议费是多少")
    turn.get_by_role("button", name="没用").click()
    turn.get_by_role("radio", name="其他").check()
    turn.get_by_role("textbox", name="补充说明").fill("<b>想知道去年的</b>")
    assert violations(page) == []
    turn.get_by_role("button", name="提交").click()
    expect(turn.locator(".rating")).to_have_text("已收到，谢谢。")
    rating = ratings.latest(1)[0].rating
    assert (rating.status, rating.useful) == ("refused", False)
    assert rating.reason == "其他：<b>想知道去年的</b>"


def test_an_answer_is_copied_with_its_sources(page: Page) -> None:
    turn = ask(page, "公务接待费是多少")
    turn.get_by_role("button", name="复制回答").click()
    expect(turn.get_by_role("button", name="已复制")).to_be_visible()
    lines = copied(page).splitlines()
    assert lines[0] == "问：公务接待费是多少"
    assert "出处：《重庆市荣昌区教育委员会2026年部门预算情况说明》表一" in "\n".join(lines)
    assert SECOND_ADDRESS in "\n".join(lines)
    assert lines[-1] == "仅供参考，以公开文件原文为准。"


def test_part_of_a_models_answer_is_copied_with_its_label(page: Page) -> None:
    lead = ask(page, "公务接待费是多少").locator(".lead")
    page.locator(".card").evaluate("card => card.dataset.caution = '含人工智能生成内容'")
    lead.click(click_count=3)
    page.keyboard.press("Control+c")
    assert copied(page).endswith("\n含人工智能生成内容")


def test_a_question_can_be_spoken_and_its_answer_read_aloud(page: Page) -> None:
    page.add_init_script(VOICE)
    page.reload()
    page.get_by_role("button", name="语音输入").click()
    expect(box(page)).to_have_value("公务接待费是多少")
    box(page).press("Enter")
    page.get_by_role("button", name="朗读").click()
    ((language, text),) = page.evaluate("window.said")
    assert language == "zh-CN"
    assert "公务接待费为5.00万元" in text


def test_without_a_voice_nothing_of_it_is_shown(page: Page) -> None:
    page.add_init_script(
        "for (const name of ['SpeechRecognition', 'webkitSpeechRecognition', 'speechSynthesis'])"
        " { delete window[name]; delete Window.prototype[name]; }"
    )
    page.reload()
    turn = ask(page, "公务接待费是多少")
    expect(turn.get_by_role("button", name="复制回答")).to_be_visible()
    expect(turn.get_by_role("button", name="朗读")).to_have_count(0)
    expect(page.get_by_role("button", name="语音输入")).to_have_count(0)


def test_what_was_asked_can_be_gone_back_to_after_a_reload_and_be_cleared(page: Page) -> None:
    ask(page, "公务接待费是多少")
    page.reload()
    page.get_by_text("提问记录").click()
    page.locator("#history").get_by_role("button", name="公务接待费是多少").click()
    expect(page.locator(".turn.answered")).to_have_count(1)
    page.get_by_text("提问记录").click()
    assert violations(page) == []
    page.get_by_role("button", name="清空记录").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#history")).to_be_hidden()


def test_an_answer_that_does_not_come_is_said_not_to(page: Page) -> None:
    page.clock.install()
    page.route("**/gradio_api/run/predict*", lambda route: None)
    box(page).fill("公务接待费是多少")
    box(page).press("Enter")
    expect(page.locator(".turn.pending .lead")).to_have_text("正在查找…")
    page.clock.fast_forward(31_000)
    expect(page.locator(".turn.pending .lead")).to_contain_text("暂时没有收到回答")
    page.unroute_all(behavior="ignoreErrors")


def test_a_failed_answer_is_said_to_be_one_and_may_be_asked_again(page: Page) -> None:
    page.route("**/gradio_api/run/predict*", lambda route: route.fulfill(status=500))
    box(page).fill("公务接待费是多少")
    box(page).press("Enter")
    expect(page.locator(".turn.pending .lead")).to_contain_text("暂时没有收到回答")
    expect(page.get_by_text("Error").locator("visible=true")).to_have_count(0)
    page.unroute_all()
    box(page).press("Enter")
    expect(page.locator(".turn.answered")).to_have_count(1)
    expect(page.locator(".turn.pending")).to_have_count(0)


def test_after_the_network_was_away_the_question_is_at_hand(page: Page) -> None:
    page.route("**/gradio_api/**", lambda route: route.abort())
    box(page).fill("公务接待费是多少")
    box(page).press("Enter")
    expect(page.locator(".turn.pending .lead")).to_contain_text("暂时没有收到回答")
    page.unroute_all()
    expect(page.locator(".welcome .choices")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0, timeout=15_000)
    page.get_by_text("提问记录").click()
    page.locator("#history").get_by_role("button", name="公务接待费是多少").click()
    expect(page.locator(".turn.answered")).to_have_count(1)


def test_a_second_window_follows_no_conversation_of_the_first(page: Page, address: str) -> None:
    ask(page, "公务接待费是多少")
    other = page.context.new_page()
    other.goto(address)
    ask(other, "那去年呢")
    expect(other.locator(".turn.answered")).to_have_count(0)
    other.close()
