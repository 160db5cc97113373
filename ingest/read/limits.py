"""How much of a hostile file a reader takes before it refuses. Real disclosures stay far below."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 200 * 2**20
"""One file. Scanned final accounts of a whole city reach about 100 MiB."""

MAX_CELLS: Final = 400_000
"""Positions covered by one grid, and cells kept of one sheet; the largest real table has 20,000.
A grid of this size takes about 100 MiB."""

MAX_COLSPAN: Final = 1_000
"""The HTML standard's own cap; more columns than any printed table has."""

MAX_PAGES: Final = 2_000
"""Pages of one PDF; a whole city's collected budgets have about 1,000."""

MAX_OBJECTS: Final = 300_000
"""Objects of one PDF that stand in it plain; 1,000 pages have about 100,000."""

MAX_PAGE_DRAWING: Final = 4 * 2**20
"""Bytes of drawing instructions on one PDF page: some 200,000 objects of 3 KiB each. A dense A3
table takes 100 KiB."""

MAX_PAGE_LINES: Final = 3_000
"""Distinct ruled lines on one PDF page: crossing them is quadratic."""

MAX_PIXELS: Final = 60_000_000
"""One picture; an A3 page at 400 dpi has 31 million."""

MAX_PICTURES: Final = 200
"""Pages of one file that are pictures: each takes OCR some seconds."""

MAX_TEXT: Final = 20_000_000
"""Characters of one text, page or part; the longest real disclosure has about 400,000."""

MAX_PASTED: Final = 3_000_000
"""Characters of one pasted page; to find its tables takes some seconds for as many."""

MAX_ENTRIES: Final = 500
"""Files in one archive."""

MAX_PART: Final = 60 * 2**20
"""Bytes one XML part of an office file may unpack to: parsed, it takes some ten times as much."""

MAX_UNPACKED: Final = 500 * 2**20
"""Bytes all entries of an archive (or of an office file, which is one) may unpack to."""

MAX_RATIO: Final = 300
"""Unpacked to packed size of one entry. Deflate cannot pass 1,032; spreadsheets reach about 60."""

MAX_MEMORY: Final = 3 * 2**30
"""Bytes of address space of a process that reads files. The readers and their libraries map
0.5 GiB, a document of 1,000 pages takes about another, as does OCR."""

READ_SECONDS: Final = 120
"""Processor time to read one file, and half the time it may take by the clock, where others work
beside it; a page of a PDF takes about 0.1 s."""

READ_SECONDS_EACH: Final = 5
"""Seconds more for each MiB of it."""

OCR_SECONDS: Final = 20
"""Seconds more for each page that is a picture: OCR takes about 6."""

CONVERT_SECONDS: Final = 90
"""How long LibreOffice may take to convert one old Word file; the first start takes about 10."""

FETCH_SECONDS: Final = 120
"""How long one file may take to come from the web."""

MAX_REDIRECTS: Final = 5
"""Addresses one file may send on to."""

MAX_ATTACHMENTS: Final = 30
"""Attachments of one page; one with more lists what many bodies disclose."""
