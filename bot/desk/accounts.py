"""Who may sign in: names with scrypt hashes of their passwords, from the configuration."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from threading import BoundedSemaphore
from typing import Final

from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import SettingsError

SHORTEST_PASSWORD: Final = 8
_SCHEME: Final = "scrypt"
_COST: Final = 15
"""Binary logarithm of scrypt's N: 32 MiB and about a tenth of a second."""
_BLOCK: Final = 8
_LARGEST_COST: Final = 18
_MEMORY: Final = 2**29
_AT_ONCE: Final = BoundedSemaphore(2)
"""Each check takes memory and a processor: many at once must not take all of them."""

_ADVICE: Final = (
    "请检查 BUDGETQA_STAFF_USERS：写成“姓名:散列值,姓名:散列值”，"
    "散列值用 python -m bot staff-password 生成"
)


class DeskSettings(BaseSettings):
    """``staff_users``: ``name:hash,name:hash`` or a JSON object of the same; empty: no desk."""

    model_config = SettingsConfigDict(
        env_prefix="BUDGETQA_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    staff_users: str = ""


class Accounts:
    """Names with the hashes of their passwords. True if there is any."""

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self._hashes = dict(hashes)
        self._nobody = hash_password(secrets.token_hex(16)) if hashes else ""

    def __bool__(self) -> bool:
        return bool(self._hashes)

    @classmethod
    def parse(cls, text: str) -> Accounts:
        """The accounts of a setting; SettingsError if it is not as :class:`DeskSettings` says."""
        hashes = _listed(text.strip())
        for name, hashed in hashes.items():
            if not name or _parts(hashed) is None:
                raise SettingsError(f"工作人员账号“{name}”的写法不对，{_ADVICE}。")
        return cls(hashes)

    @classmethod
    def configured(cls) -> Accounts:
        """The accounts of the environment or ``.env``."""
        return cls.parse(DeskSettings().staff_users)

    def admits(self, name: str, password: str) -> bool:
        """Whether the password is the name's; takes as long for a name that does not exist."""
        hashed = self._hashes.get(name, self._nobody)
        return matches(password, hashed) and name in self._hashes


def hash_password(password: str) -> str:
    """``scrypt.COST.BLOCK.SALT.KEY``, salt and key in hexadecimal; a new salt each time."""
    salt = secrets.token_bytes(16)
    key = _derived(password, salt, _COST, _BLOCK)
    return ".".join((_SCHEME, str(_COST), str(_BLOCK), salt.hex(), key.hex()))


def matches(password: str, hashed: str) -> bool:
    """Whether a password has this hash, compared in constant time."""
    parts = _parts(hashed)
    if parts is None:
        return False
    cost, block, salt, key = parts
    return hmac.compare_digest(_derived(password, salt, cost, block), key)


def _derived(password: str, salt: bytes, cost: int, block: int) -> bytes:
    with _AT_ONCE:
        data = password.encode(errors="surrogatepass")
        return hashlib.scrypt(data, salt=salt, n=2**cost, r=block, p=1, maxmem=_MEMORY)


def _parts(hashed: str) -> tuple[int, int, bytes, bytes] | None:
    try:
        scheme, cost, block, salt, key = hashed.split(".")
        found = int(cost), int(block), bytes.fromhex(salt), bytes.fromhex(key)
    except ValueError:
        return None
    sound = scheme == _SCHEME and 1 <= found[0] <= _LARGEST_COST and 1 <= found[1] <= _BLOCK
    return found if sound and found[2] and found[3] else None


def _listed(text: str) -> dict[str, str]:
    if text.startswith("{"):
        try:
            listed = json.loads(text)
        except ValueError as error:
            raise SettingsError(f"工作人员账号不是有效的 JSON，{_ADVICE}。") from error
        return {str(name).strip(): str(hashed) for name, hashed in listed.items()}
    pairs = (entry.partition(":") for entry in text.split(",") if entry.strip())
    return {name.strip(): hashed.strip() for name, _, hashed in pairs}
