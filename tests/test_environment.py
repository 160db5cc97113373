"""The parts other tests stand on are the real ones and really stay on this machine."""

from __future__ import annotations

import socket

import pytest
from playwright.sync_api import Browser
from sqlalchemy import create_engine, text


def test_postgres_is_a_real_server_that_keeps_chinese(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        printed = connection.scalar(text("select '三公经费 ' || version()"))
    engine.dispose()
    assert printed.startswith("三公经费 PostgreSQL")


def test_chromium_has_a_chinese_font(chromium: Browser) -> None:
    """Without one, every character is drawn as the same box."""
    page = chromium.new_page()
    page.set_content("<span>荣</span><br><span>昌</span>")
    one, other = (page.locator("span").nth(n).screenshot() for n in range(2))
    page.close()
    assert one != other


@pytest.mark.parametrize("host", ["192.0.2.1", "example.invalid"])
def test_leaving_the_machine_is_refused_and_noted(
    host: str, refused_connections: list[str]
) -> None:
    with pytest.raises(ConnectionRefusedError, match=host):
        socket.create_connection((host, 80), timeout=1)
    assert host in refused_connections.pop()
