"""Facts drawn over the pages they were read from: python tests/benchmarks/draw_facts.py OUT [PDF…] [--first PREFIX].

One PNG a file (its first page), each fact a box in the colour of its kind, kind and value beside it, and a legend. Without
files, ten sample résumés of different layouts. Somebody has to look at them: a box beside its words is a reading mistake.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import Image, ImageDraw, ImageFont  # a development library

from appliance.engines.reading import identify, read_document, render_page
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.reading import Layout

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "packaging/sample_data/files/resumes"
TEN = (
    "Oduya-Whitlock_Resume.pdf", "achterberg_desmond.pdf", "Tobias_Lindgren-Hale_CV.pdf", "zofia_maliszewska.pdf", "Sunniva-Brekke-Halloran.pdf",
    "tamsin-okereke.pdf", "Froehlich_Anneliese_Lebenslauf.pdf", "NKECHI ADEYEMI-ROWE RESUME.pdf", "gmarsh.pdf", "weissmueller_resume.pdf",
)  # fmt: skip
WIDTH = 1240
COLOURS = {
    "name": "#b00020", "email": "#7b1fa2", "phone": "#7b1fa2", "link": "#7b1fa2", "location": "#00695c", "title": "#0d47a1",
    "employer": "#e65100", "degree": "#33691e", "school": "#827717", "skill": "#607d8b", "certification": "#ad1457",
    "language": "#4e342e", "clearance": "#b71c1c", "authorisation": "#b71c1c",
}  # fmt: skip
LEGEND = 300


def boxes(fact: Fact, layout: Layout) -> list[tuple[int, float, float, float, float]]:
    """Page and box of each line a fact stands on: its words' places joined line by line."""
    if fact.span is None:
        return []
    found: list[tuple[int, float, float, float, float]] = []
    for place in layout.places:
        if place.start < fact.span.end and place.end > fact.span.start:
            last = found[-1] if found else None
            if (
                last
                and last[0] == place.page
                and abs(last[2] - place.y0) < 0.6 * (place.y1 - place.y0)
                and place.x0 >= last[1]
            ):
                found[-1] = (place.page, last[1], min(last[2], place.y0), place.x1, max(last[4], place.y1))
            else:
                found.append((place.page, place.x0, place.y0, place.x1, place.y1))
    return found


def drawn(content: bytes, name: str) -> tuple[Image.Image, int, int]:
    """The first page with its facts; how many were drawn, and how many of that page have no place."""
    reading = read_document(content, identify(content, name), "resume")
    page = Image.open(io.BytesIO(render_page(content, 0, WIDTH))).convert("RGB")
    scale = WIDTH / reading.layout.pages[0].width
    image = Image.new("RGB", (WIDTH + LEGEND, page.height), "white")
    image.paste(page, (0, 0))
    pen = ImageDraw.Draw(image, "RGBA")
    font = ImageFont.load_default(15)
    count = lost = row = 0
    for fact in reading.facts:
        colour = COLOURS.get(fact.kind)
        if colour is None:
            continue
        places = boxes(fact, reading.layout)
        lost += not places
        for at, x0, y0, x1, y1 in places:
            if at == 0:
                pen.rectangle(
                    (x0 * scale - 2, y0 * scale - 1, x1 * scale + 2, y1 * scale + 1),
                    outline=colour,
                    fill=colour + "28",
                    width=2,
                )
                count += 1
        if fact.kind != "skill" and row * 20 < page.height - 40:
            pen.text((WIDTH + 6, 8 + row * 20), f"{fact.kind}: {fact.value}"[:38], fill=colour, font=font)
            row += 1
    return image, count, lost


def main() -> int:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("out", type=Path)
    arguments.add_argument("files", type=Path, nargs="*")
    arguments.add_argument("--first", default="facts-", help="what the pictures' names begin with")
    chosen = arguments.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    for path in chosen.files or [SAMPLES / name for name in TEN]:
        image, count, lost = drawn(path.read_bytes(), path.name)
        target = chosen.out / f"{chosen.first}{path.stem.replace(' ', '_')}.png"
        image.save(target)
        print(f"{target}: {count} boxes, {lost} facts without a place")
    return 0


if __name__ == "__main__":
    sys.exit(main())
