"""Read a Word file of before 2007 (DOC, RTF, WPS): LibreOffice, where installed, converts it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ingest.errors import UnreadableError
from ingest.model import Reading
from ingest.read.limits import CONVERT_SECONDS
from ingest.read.word import read_docx

_PROGRAMS: Final = ("soffice", "libreoffice")
_SAVE_AS: Final = "请用 Word 或 WPS 另存为 DOCX 或 PDF 后再导入。"


def read_old_word(data: bytes, name: str) -> Reading:
    """The paragraphs and tables of an old Word file.

    Raises UnreadableError where LibreOffice is not installed, or cannot convert the file in time.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableError(f"旧版 Word 文件（DOC、RTF、WPS）要由 LibreOffice 转换；{_SAVE_AS}")
    with TemporaryDirectory(prefix="budgetqa-") as folder:
        source = Path(folder, "document.doc")
        source.write_bytes(data)
        _convert(program, source, "Rich Text Format" if data.startswith(b"{") else "MS Word 97")
        converted = source.with_suffix(".docx")
        if not converted.exists():
            raise UnreadableError(f"这个旧版 Word 文件无法转换，可能已加密或损坏；{_SAVE_AS}")
        return read_docx(converted.read_bytes(), name)


def _convert(program: str, source: Path, form: str) -> None:
    """Write the DOCX beside ``source``. A profile of its own lets several run at once and keeps
    the user's settings, macros among them, out; the format is named, or a damaged file would be
    converted as text."""
    profile = source.with_name("profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", f"--infilter={form}"]
    with subprocess.Popen(
        [*command, "--convert-to", "docx", "--outdir", str(source.parent), str(source)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(CONVERT_SECONDS)
        except subprocess.TimeoutExpired as error:
            # The program starts another that does the work; both are in the session's group.
            os.killpg(process.pid, signal.SIGKILL)
            raise UnreadableError(f"这个旧版 Word 文件转换超时；{_SAVE_AS}") from error
