"""What the web application needs to know beyond the stores."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from pydantic import field_validator
from pydantic_settings import NoDecode

from ingest.errors import SettingsError
from ingest.settings import Settings

_ORIGIN: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?")


class WebSettings(Settings):
    """``origins`` are the portals that may show the chat in a frame and call the API from a
    browser, separated by commas or spaces (``https://www.example.gov.cn``); SettingsError for
    anything else.
    """

    origins: Annotated[tuple[str, ...], NoDecode] = ()

    @field_validator("origins", mode="before")
    @classmethod
    def _separated(cls, value: Any) -> Any:
        """They end up in response headers: nothing but an origin may get there."""
        named = re.split(r"[\s,]+", value) if isinstance(value, str) else value
        origins = tuple(filter(None, named))
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise SettingsError(
                    f"BUDGETQA_ORIGINS 中的“{origin}”不是网站来源，应形如 https://www.example.gov.cn"
                )
        return origins
