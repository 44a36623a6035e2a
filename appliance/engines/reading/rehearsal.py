"""One résumé of our own, read as a usual file is: it shows what memory that takes."""

from __future__ import annotations

import functools
from typing import Final

from appliance.engines.reading.tasks import read

_PAGE: Final = """B¦Ada Example
R¦Boston, MA | (212) 555-0143 | ada@example.com | linkedin.com/in/ada-example
B¦SUMMARY
R¦Software engineer with nine years of experience in data platforms, cloud services and team leadership.
R¦Known for reliable delivery, clear documentation and patient work with customers.
B¦EXPERIENCE
B¦Senior Software Engineer, Example Corporation¦Jan 2019 - Present
R¦Boston, MA
R¦- Built services in Python, C++ and Go on Kubernetes, used by forty teams every day.
R¦- Led a team of six engineers; moved 120 reports from Oracle to PostgreSQL.
R¦- Cut the cost of cloud storage by 30% through compression and better planning.
B¦Data Analyst, Sample Industries Inc.¦06/2014 - 12/2018
R¦New York, NY
R¦- Prepared monthly reports in Excel and Tableau, answered questions of management.
R¦- Wrote SQL queries and R scripts for sales, purchasing and customer service.
B¦EDUCATION
R¦Master of Science in Computer Science, Example University, 2014
R¦Bachelor of Arts in Mathematics, Sample College, Chicago, IL, 2012
B¦SKILLS
R¦Python, Java, SQL, Linux, Docker, Kubernetes, AWS, Git, project management, Microsoft Office
B¦CERTIFICATIONS
R¦Certified Scrum Master, 2020; CompTIA Security+; active Secret clearance
B¦LANGUAGES
R¦English (native), Spanish (fluent)
"""
"""Face, text and perhaps a second cell at the right margin, a line each."""
_CELL: Final = "¦"
_FACES: Final = {"R": "F0", "B": "F1"}
_ESCAPED: Final = {"(": r"\(", ")": r"\)"}
_SIZE: Final = 8
_ADVANCE: Final = 0.6 * _SIZE
"""Every letter of Courier is as wide."""


_ROOM: Final = 60
_PIECE: Final = 100_000
"""Bytes below which the C library takes memory from its heap and keeps it when it is freed."""


def rehearse() -> None:
    """Read the sample as ``tasks.read`` reads a file; it takes less than most files, and the next one waits for it.

    Room for a longer file is taken and freed first: the kernel has then given its pages already.
    """
    room = [bytearray(_PIECE) for _ in range(_ROOM)]
    del room
    read({"name": "sample.pdf", "kind": "auto", "today": "2026-06", "format": "", "terms": ()}, _sample())


@functools.cache
def _sample() -> bytes:
    """One page as a PDF, each letter placed by itself as many producers do, in a font that needs no file."""
    content = "".join(
        f"BT /{_FACES[face]} {_SIZE} Tf 1 0 0 1 {at + _ADVANCE * n:.1f} {760 - 14 * row} Tm ({_ESCAPED.get(letter, letter)}) Tj ET\n"
        for row, line in enumerate(_PAGE.splitlines())
        for face, *cells in [line.split(_CELL)]
        for at, words in zip((50, 460), cells, strict=False)
        for n, letter in enumerate(words)
        if letter != " "
    )
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} >>"
        for name, base in (("F0", "Courier"), ("F1", "Courier-Bold"))
    )
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << {fonts} >> >> >>"
    return (
        "%PDF-1.4\n"
        "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        f"3 0 obj\n{page}\nendobj\n"
        f"4 0 obj\n<< /Length {len(content)} >>\nstream\n{content}endstream\nendobj\n"
        "trailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n"
    ).encode("ascii")
