"""Documents that staff bring: shown first, held once confirmed, refused with a reason."""

from __future__ import annotations

import re

import pytest

from bot.desk.uploads import LARGEST_UPLOAD
from bot.service import Bot
from bot.web.limits import LARGEST_BODY
from desk.visiting import NAME, Visitor, asked, budget, upload, words


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
