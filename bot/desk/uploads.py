"""Uploading."""

from __future__ import annotations

from typing import Final

UPLOADS: Final = "/staff/uploads"
LARGEST_UPLOAD: Final = 50 * 2**20
