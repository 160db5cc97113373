"""Ingest what is published at an address: a page with its attachments, fetched with care."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path

import openpyxl
import pytest
from commands import run
from making import Bigrams
from servers import Site, site

from ingest.__main__ import app
from ingest.errors import UnreadableError
from ingest.fetch import Fetcher, IPAddress, is_public
from ingest.pipeline import Outcome, add_all
from ingest.readers import Readers
from ingest.settings import Settings
from ingest.store import Store

PAGE = """<html><h1>某市档案局2026年部门预算</h1><p>2026年部门预算见附件。</p>
<a href="tables.xlsx">附件1：2026年部门预算表.xlsx</a> <a href="gone.pdf">附件2.pdf</a></html>"""
LIST = """<html><h1>2026年部门预算</h1><a href="a.pdf">某市档案局2026年部门预算.pdf</a>
<a href="b.pdf">某市水利局2026年部门预算.pdf</a></html>"""


def _tables(fee: str = "1.50") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["一般公共预算支出表"],
        ["单位：万元"],
        ["项目", "合计", "基本支出"],
        ["教育支出", "3.00", "2.00"],
        ["卫生健康支出", "2.00", "1.00"],
        ["公务接待费", fee, fee],
    ):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _loopback(address: IPAddress) -> bool:
    return str(address) == "127.0.0.1"


HERE = Fetcher(_loopback)
"""Takes this machine for the internet, but only one of its addresses."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(Settings(store=tmp_path / "store"), Bigrams()) as opened:
        yield opened


def _add(address: str, store: Store) -> Outcome:
    with Readers() as readers:
        [outcome] = add_all([address], store, readers, HERE)
    return outcome


def test_a_page_and_its_attachments_are_one_document(store: Store) -> None:
    with site(page_html=PAGE.encode(), tables_xlsx=_tables()) as portal:
        address = portal.url("/page.html")
        added, again = _add(address, store), _add(address, store)
        portal.pages["/tables.xlsx"] = _tables("1.60")
        changed = _add(address, store)
    assert (added.status, again.status, changed.status) == ("added", "unchanged", "replaced")
    assert added.path == address
    [missing] = [issue for issue in added.issues if issue.code == "attachment-missing"]
    assert "404" in missing.message and missing.where.endswith("/gone.pdf")
    [record] = store.facts.documents()
    assert record.source == address
    assert (record.metadata.organization, record.metadata.year) == ("某市档案局", 2026)
    texts = [fact.text for fact in store.facts.load(record.document).facts]
    assert "1.60" in texts and "1.50" not in texts


def test_a_page_that_lists_several_bodies_is_no_one_document(store: Store) -> None:
    with site(page_html=LIST.encode()) as portal:
        outcome = _add(portal.url("/page.html"), store)
        assert len(portal.asked) == 1
    assert (outcome.status, outcome.issues[0].code) == ("refused", "several-disclosures")
    assert "某市水利局" in outcome.issues[0].message


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]"],
)
def test_what_only_this_machine_reaches_is_refused_unless_allowed(
    tmp_path: Path, host: str
) -> None:
    with site(page_html=PAGE.encode(), tables_xlsx=_tables()) as portal:
        arguments = ("add", portal.url("/page.html", host), "--json", "--store", str(tmp_path))
        refused = run(app, *arguments)
        assert not portal.asked
    [line] = map(json.loads, refused.stdout.splitlines())
    assert (refused.exit_code, line["status"]) == (1, "refused")
    assert "内部网络" in line["issues"][0]["message"]


def test_private_addresses_may_be_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETQA_ALLOW_PRIVATE_ADDRESSES", "true")
    with site(page_html=b"<html><p>1</p></html>") as portal:
        run(app, "add", portal.url("/page.html"), "--store", str(tmp_path))
        assert portal.asked


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fd00::1", False),
        ("fe80::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::808:808", True),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://8.8.8.8/a", "http://a:b@8.8.8.8/", "http://", "http://a:b/"],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        Fetcher().fetch(address)
    assert refused.value.code == "address-refused"


def _redirect(target: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.end_headers()

    return answer


@pytest.mark.parametrize("target", ["http://127.0.0.2:1/", "file:///etc/passwd", "//[::1]:1/"])
def test_a_redirect_is_checked_like_an_address(target: str) -> None:
    with site(page_html=_redirect(target)) as portal, pytest.raises(UnreadableError) as refused:
        HERE.fetch(portal.url("/page.html"))
    assert refused.value.code == "address-refused"


def test_a_redirect_within_a_site_is_followed_and_a_circle_is_not() -> None:
    with site(a_html=_redirect("/b.txt"), b_txt=b"1", c_html=_redirect("/c.html")) as portal:
        assert HERE.fetch(portal.url("/a.html")).address == portal.url("/b.txt")
        with pytest.raises(UnreadableError):
            HERE.fetch(portal.url("/c.html"))
        assert len(portal.asked) < 10


def test_a_name_is_resolved_once_and_that_is_connected_to() -> None:
    """A name server that answers differently the second time gains nothing."""
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    fetcher = Fetcher(_loopback, lambda host, port: answers.pop(0))
    with site(a_txt=b"1") as portal:
        assert fetcher.fetch(portal.url("/a.txt", "portal.example")).data == b"1"
        assert portal.asked == [f"portal.example:{portal.port}/a.txt"]
        with pytest.raises(UnreadableError, match="内部网络"):
            fetcher.fetch(portal.url("/a.txt", "portal.example"))


def test_one_private_address_of_several_is_enough_to_refuse() -> None:
    fetcher = Fetcher(resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(UnreadableError, match="内部网络"):
        fetcher.fetch("http://portal.example/")


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        try:
            handler.wfile.write(b"0" * 65536)
        except OSError:
            return


def _dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(20):
        try:
            handler.wfile.write(f"X-{number}: 1\r\n".encode())
        except OSError:
            return
        time.sleep(0.2)


@pytest.mark.parametrize(
    ("page", "code"), [(_endless, "too-large"), (_dripping, "address-unreachable")]
)
def test_an_endless_answer_is_given_up(
    page: Callable[[BaseHTTPRequestHandler], None], code: str
) -> None:
    fetcher = Fetcher(_loopback, size=2**20, seconds=1)
    start = time.perf_counter()
    with site(a_txt=page) as portal, pytest.raises(UnreadableError) as refused:
        fetcher.fetch(portal.url("/a.txt"))
    assert refused.value.code == code
    assert time.perf_counter() - start < 8


def test_nobody_at_home_is_said(store: Store) -> None:
    with site() as portal:
        closed = Site(portal.port, {})
    outcome = _add(closed.url("/page.html"), store)
    assert (outcome.status, outcome.issues[0].code) == ("refused", "address-unreachable")
