"""One résumé of our own, read as a usual file is: a child made ahead finds its memory in place afterwards."""

from __future__ import annotations

import functools
from typing import Final

from appliance.engines.reading.tasks import read

_PAGE: Final = """B|Ada Example
R|Boston, MA | (212) 555-0143 | ada@example.com | linkedin.com/in/ada-example
B|SUMMARY
R|Software engineer with nine years of experience in data platforms, cloud services and team leadership.
R|Known for reliable delivery, clear documentation and patient work with customers.
B|EXPERIENCE
B|Senior Software Engineer, Example Corporation|Jan 2019 - Present
R|Boston, MA
R|- Built services in Python, C++ and Go on Kubernetes, used by forty teams every day.
R|- Led a team of six engineers; moved 120 reports from Oracle to PostgreSQL.
R|- Cut the cost of cloud storage by 30% through compression and better planning.
B|Data Analyst, Sample Industries Inc.|06/2014 - 12/2018
R|New York, NY
R|- Prepared monthly reports in Excel and Tableau, answered questions of management.
R|- Wrote SQL queries and R scripts for sales, purchasing and customer service.
B|EDUCATION
R|Master of Science in Computer Science, Example University, 2014
R|Bachelor of Arts in Mathematics, Sample College, Chicago, IL, 2012
B|SKILLS
R|Python, Java, SQL, Linux, Docker, Kubernetes, AWS, Git, project management, Microsoft Office
B|CERTIFICATIONS
R|Certified Scrum Master, 2020; CompTIA Security+; active Secret clearance
B|LANGUAGES
R|English (native), Spanish (fluent)
"""
"""Face, text and perhaps a second cell at the right margin, a line each."""


_ROOM: Final = 60
_PIECE: Final = 100_000
"""Bytes below which the C library takes memory from its heap and keeps it when it is freed."""


def rehearse() -> None:
    """Read the sample as ``tasks.read`` reads a file; about as long as reading one page takes.

    Room for a longer file is taken and freed first: the kernel has then given its pages already.
    """
    room = [bytearray(_PIECE) for _ in range(_ROOM)]
    del room
    read({"name": "sample.pdf", "kind": "auto", "today": "2026-06", "format": "", "terms": ()}, _sample())


@functools.cache
def _sample() -> bytes:
    """The page as a PDF with two of the fonts that need no file."""
    shown = []
    for number, line in enumerate(_PAGE.splitlines()):
        face, text, *cell = line.split("|", 1) if "555" in line else line.split("|")
        font = "F1" if face == "B" else "F0"
        for at, words in ((72, text), *((430, word) for word in cell)):
            escaped = words.replace("(", r"\(").replace(")", r"\)")
            shown.append(f"BT /{font} 10 Tf 1 0 0 1 {at} {740 - 16 * number} Tm ({escaped}) Tj ET\n")
    content = "".join(shown)
    fonts = " ".join(
        f"/F{number} << /Type /Font /Subtype /Type1 /BaseFont /{name} >>"
        for number, name in enumerate(("Helvetica", "Helvetica-Bold"))
    )
    return (
        "%PDF-1.4\n"
        "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        f"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        f" /Resources << /Font << {fonts} >> >> >>\nendobj\n"
        f"4 0 obj\n<< /Length {len(content)} >>\nstream\n{content}endstream\nendobj\n"
        "trailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n"
    ).encode("ascii")
