"""Files made on the spot, so that each test shows what is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """``pdf(draw)``: a letter-size PDF of what ``draw(canvas)`` draws; y runs from the bottom up."""

    def make(draw: Callable[[Canvas], Any], **settings: Any) -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=(612, 792), invariant=1, **settings)
        draw(canvas)
        canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    return make


@pytest.fixture
def zipped() -> Callable[..., bytes]:
    """``zipped({name: bytes or str})``: a ZIP archive."""

    def make(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", compression) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    return make


@pytest.fixture
def docx(zipped: Callable[..., bytes]) -> Callable[..., bytes]:
    """``docx(body, name=part, …)``: a DOCX with this body markup; more parts by their names under ``word/``."""

    def make(body: str, parts: dict[str, str] | None = None) -> bytes:
        names = f'xmlns:w="{W}" xmlns:wps="urn:wps" xmlns:a="urn:a" xmlns:mc="urn:mc" xmlns:wp="urn:wp" xmlns:v="urn:v"'
        files: dict[str, bytes | str] = {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        }
        for name, markup in (parts or {}).items():
            files[name if "/" in name else f"word/{name}"] = markup.replace("NS", names, 1)
        return zipped(files)

    return make
