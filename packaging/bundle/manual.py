"""The manual as one page that needs nothing else, and the same as PDF; the same sources give the same bytes.

    .venv/bin/python packaging/bundle/manual.py OUT      OUT/muster-manual.html and OUT/muster-manual.pdf

The PDF is printed by the Chromium of Debian; its time stamps are replaced, everything else in it follows from the page,
the fonts and the version of Chromium.
"""

from __future__ import annotations

import base64
import html
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
PARTS = (
    ("Using Muster", "use"),
    ("Running Muster", "operate"),
    ("Formats", "formats"),
    ("Reference", "reference"),
)
ONLY = {
    "formats": ("query-language", "bundle", "backup", "generations"),
    "reference": ("commands", "settings", "errors", "permissions"),
}
CHROMIUM = "/usr/bin/chromium"
EPOCH = 1767225600
STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.6 "DejaVu Sans", system-ui, sans-serif; margin: 0 auto; max-width: 52rem; padding: 2rem 1rem }
h1 { margin-top: 3rem; line-height: 1.2; border-top: 2px solid; padding-top: 1rem }
h1.cover { border: 0; font-size: 2.6rem }
h2 { margin-top: 2.2rem; line-height: 1.25 }
img { max-width: 100%; height: auto; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 6px }
pre, code { font: .85em/1.5 "DejaVu Sans Mono", ui-monospace, monospace }
pre { overflow-x: auto; padding: .8rem 1rem; border-radius: 6px; background: color-mix(in srgb, currentColor 7%, transparent) }
table { border-collapse: collapse; width: 100%; font-size: .92em }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); overflow-wrap: anywhere }
nav li { margin: .15rem 0 }
@page { size: A4; margin: 18mm 16mm }
@media print { body { font-size: 10.5pt; max-width: none; padding: 0 } h1 { break-before: page } h1.cover { break-before: auto }
  pre { white-space: pre-wrap; overflow-wrap: anywhere } img, tr { break-inside: avoid } h2, h3 { break-after: avoid } a { color: inherit } }
"""


def files(folder: str) -> list[Path]:
    """The pages of a part, the contents first, the rest by name."""
    found = sorted((ROOT / "docs" / folder).glob("*.md"), key=lambda p: (p.stem != "README", p.stem))
    return [p for p in found if folder not in ONLY or p.stem in ONLY[folder]]


def render(path: Path, known: set[str]) -> tuple[str, str]:
    """Title and HTML of one page: pictures inside it, links to other pages of the manual as anchors."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(path.read_text(encoding="utf-8"))
    name, title = anchor(path), path.stem
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            words = "".join(
                c.content for c in tokens[at + 1].children or () if c.type in {"text", "code_inline"}
            )
            if token.tag == "h1":
                title = words
                token.attrSet("id", name)
            else:
                token.attrSet("id", f"{name}-{slug(words)}")
        for child in token.children or ():
            if child.type == "image":
                picture = (path.parent / str(child.attrGet("src"))).resolve()
                child.attrSet(
                    "src", "data:image/png;base64," + base64.b64encode(picture.read_bytes()).decode()
                )
            elif child.type == "link_open":
                child.attrSet("href", target(path, str(child.attrGet("href")), known))
    return title, str(reader.renderer.render(tokens, reader.options, {}))


def target(path: Path, href: str, known: set[str]) -> str:
    """A link as an anchor of the one page; what leads out of the manual leads to its beginning."""
    if "://" in href or href.startswith("mailto:"):
        return href
    place, _, inner = href.partition("#")
    name = anchor((path.parent / place).resolve()) if place else anchor(path)
    if name not in known:
        return "#top"
    return f"#{name}-{inner}" if inner else f"#{name}"


def anchor(path: Path) -> str:
    return f"{path.parent.name}-{path.stem.lower()}"


def slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def page(version: str) -> str:
    """The whole manual."""
    chosen = [(part, path) for part, folder in PARTS for path in files(folder)]
    known = {anchor(path) for _, path in chosen}
    contents, body, last = "", "", ""
    for part, path in chosen:
        title, content = render(path, known)
        if part != last:
            contents += ("</ul>" if last else "") + f"<h2>{html.escape(part)}</h2><ul>"
            last = part
        contents += f'<li><a href="#{anchor(path)}">{html.escape(title)}</a></li>'
        body += f"<section>\n{content}</section>\n"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Muster {version}: manual</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>\n'
        f'<body id="top"><h1 class="cover">Muster {version}</h1><p>The manual.</p><nav aria-label="Contents">{contents}</ul></nav>\n'
        f"<main>{body}</main></body></html>\n"
    )


def print_pdf(content: str, epoch: int) -> bytes:
    """The page as PDF, its time stamps those of the release."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--font-render-hinting=none"]
        )
        try:
            sheet = browser.new_page(color_scheme="light", java_script_enabled=False)
            sheet.set_content(content, wait_until="load")
            made = sheet.pdf(prefer_css_page_size=True, tagged=True, outline=True, print_background=True)
        finally:
            browser.close()
    stamp = datetime.fromtimestamp(epoch, UTC).strftime("D:%Y%m%d%H%M%S+00'00'").encode()
    made, count = re.subn(rb"(?<=Date \()D:\d{14}\+00'00'(?=\))", stamp, made)
    if count != 2:
        sys.exit(f"manual: the PDF has {count} time stamps instead of 2")
    return made


def write(version: str, epoch: int) -> dict[str, bytes]:
    """File name → content."""
    content = page(version)
    return {"muster-manual.html": content.encode(), "muster-manual.pdf": print_pdf(content, epoch)}


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(ROOT))
    from appliance.foundation.kernel.version import VERSION

    for name, content in write(VERSION, EPOCH).items():
        (out / name).write_bytes(content)
        print(f"manual: {out / name}, {len(content) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
