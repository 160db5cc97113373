"""Fetch a file from the web: only from public addresses, only so much, only so long.

Who names an address must not reach through it what only this machine can reach. So a name is
resolved once, what it resolves to is checked, and the connection goes to just that; redirects go
the same way.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

import httpx

from ingest.errors import UnreadableError
from ingest.read.limits import FETCH_SECONDS, MAX_BYTES, MAX_REDIRECTS

IPAddress = IPv4Address | IPv6Address

_NAT64: Final = bytes.fromhex("0064ff9b0000000000000000")
_UNREACHABLE: Final = "address-unreachable"
_REFUSED: Final = "address-refused"


def is_public(address: IPAddress) -> bool:
    """Whether an address is anybody's on the internet: not this machine, its network or a group.
    An IPv4 address inside an IPv6 one counts for itself."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address.packed.startswith(_NAT64):
            inner = IPv4Address(address.packed[-4:])
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host; OSError if it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Fetched:
    """A file from the web: where it was in the end, and its bytes."""

    address: str
    data: bytes
    is_page: bool


@dataclass(frozen=True)
class Fetcher:
    """Fetches files. ``allowed`` says which addresses may be connected to, ``resolve`` finds those
    of a host, ``size`` bounds a file in bytes, ``seconds`` all of its transfer."""

    allowed: Callable[[IPAddress], bool] = is_public
    resolve: Callable[[str, int], list[str]] = resolve
    size: int = MAX_BYTES
    seconds: float = FETCH_SECONDS

    def fetch(self, address: str) -> Fetched:
        """The file at an http or https address; UnreadableError if it may not or cannot be had."""
        try:
            return asyncio.run(self._within_time(address))
        except TimeoutError as error:
            message = "网址的内容没有在规定时间内传完，请稍后再试，或下载后导入文件。"
            raise UnreadableError(message, _UNREACHABLE) from error
        except (httpx.HTTPError, OSError) as error:
            message = "连不上这个网址，请检查网址和网络，或下载后导入文件。"
            raise UnreadableError(message, _UNREACHABLE) from error
        except (httpx.InvalidURL, ValueError) as error:
            raise UnreadableError("网址不正确。", _REFUSED) from error

    async def _within_time(self, address: str) -> Fetched:
        async with asyncio.timeout(self.seconds):
            return await self._fetch(address)

    async def _fetch(self, address: str) -> Fetched:
        client = httpx.AsyncClient(
            transport=_Pinned(self),
            follow_redirects=True,
            max_redirects=MAX_REDIRECTS,
            headers={"User-Agent": "budgetqa"},
            timeout=None,  # all of it together has a limit
        )
        async with client, client.stream("GET", address) as response:
            if response.status_code != httpx.codes.OK:
                message = f"网址返回错误（{response.status_code}），请检查网址。"
                raise UnreadableError(message, _UNREACHABLE)
            data = bytearray()
            async for chunk in response.aiter_bytes():
                data += chunk
                if len(data) > self.size:
                    message = f"网址的内容超过 {self.size / 2**20:g} MB，没有导入。"
                    raise UnreadableError(message, "too-large")
            is_page = "html" in response.headers.get("content-type", "")
            return Fetched(str(response.url), bytes(data), is_page)


class _Pinned(httpx.AsyncHTTPTransport):
    """Sends each request, redirected ones too, to the address that was checked for its host."""

    def __init__(self, fetcher: Fetcher) -> None:
        # A connection kept for the next request would be another host's.
        super().__init__(limits=httpx.Limits(max_keepalive_connections=0), trust_env=False)
        self._fetcher = fetcher

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        if url.scheme not in ("http", "https") or not url.host or url.userinfo:
            message = "只能导入以 http:// 或 https:// 开头、不带用户名和密码的网址。"
            raise UnreadableError(message, _REFUSED)
        port = url.port or {"http": 80, "https": 443}[url.scheme]
        addresses = await asyncio.to_thread(self._fetcher.resolve, url.host, port)
        if not all(self._fetcher.allowed(ip_address(address)) for address in addresses):
            message = (
                "这个网址指向本机或内部网络，没有访问；"
                "确实需要时请设置 BUDGETQA_ALLOW_PRIVATE_ADDRESSES=true。"
            )
            raise UnreadableError(message, _REFUSED)
        pinned = httpx.Request(
            request.method,
            url.copy_with(host=addresses[0]),
            headers=request.headers,  # its Host is still the name
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": url.host},
        )
        return await super().handle_async_request(pinned)
