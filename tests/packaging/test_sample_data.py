"""The sample set is what its scripts write, is invented, and its gold lines tell the truth about the files."""

from __future__ import annotations

import email
import email.policy
import filecmp
import io
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest
from striprtf.striprtf import rtf_to_text

SAMPLES = Path(__file__).resolve().parents[2] / "packaging" / "sample_data"
FILES = SAMPLES / "files"


def run(script: str, *arguments: str) -> None:
    """One of the set's scripts, as `make` and the benchmarks call it."""
    subprocess.run(
        [sys.executable, "-B", str(SAMPLES / script), *arguments],
        check=True,
        capture_output=True,
        timeout=100,
    )


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (FILES / name).read_text(encoding="utf-8").splitlines()]


def resumes() -> dict[str, Path]:
    return {path.name.rsplit(".", 1)[0]: path for path in (FILES / "resumes").iterdir()}


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def of_html(text: str) -> str:
    parser = Words()
    parser.feed(text)
    return " ".join(parser.found)


def of_pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(pages)


def of_zip(path: Path) -> str:
    """The text of every part, ends of paragraphs as blanks."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    found = " ".join(re.sub(r"<[^>]+>", "", part) for part in parts)
    return found.replace("&amp;", "&").replace("&apos;", "'").replace("&quot;", '"')


def of_text(content: bytes) -> str:
    for encoding in ("utf-16" if content[:2] == b"\xff\xfe" else "utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("no encoding fits")


def words_of(path: Path, folder: Path) -> str:
    """The file's text in any order, by the plainest means: this looks at the files, not at our reading."""
    kind = path.suffix[1:]
    if kind == "pdf":
        return of_pdf(path.read_bytes())
    if kind in {"docx", "odt"}:
        return of_zip(path)
    if kind in {"rtf", "doc"}:
        return rtf_to_text(path.read_text(encoding="ascii"))
    if kind == "html":
        return of_html(path.read_text(encoding="utf-8"))
    if kind == "eml":
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        part = next(iter(message.iter_attachments()))
        inner = folder / f"inner.{part.get_filename().rsplit('.', 1)[1]}"
        inner.write_bytes(
            part.get_content() if isinstance(part.get_content(), bytes) else part.get_content().encode()
        )
        return words_of(inner, folder)
    return of_text(path.read_bytes())


def folded(text: str) -> str:
    """Letters and digits only: line breaks, tracking and ligatures do not matter here."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def test_the_committed_files_are_what_the_script_writes(tmp_path):
    run("make.py", str(tmp_path))
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    committed = {path.relative_to(FILES).as_posix() for path in FILES.rglob("*") if path.is_file()}
    assert written == committed
    _, different, unreadable = filecmp.cmpfiles(tmp_path, FILES, sorted(written), shallow=False)
    assert (different, unreadable) == ([], [])


def test_the_set_has_every_form_and_stays_small():
    kinds = Counter(path.suffix for path in (FILES / "resumes").iterdir())
    least = {
        ".pdf": 25,
        ".docx": 12,
        ".odt": 4,
        ".rtf": 4,
        ".html": 4,
        ".eml": 3,
        ".txt": 5,
        ".md": 1,
        ".doc": 1,
    }
    assert {kind: kinds[kind] for kind in least if kinds[kind] < least[kind]} == {}
    assert sum(kinds.values()) >= 60
    assert len(list((FILES / "postings").iterdir())) >= 12
    assert sum(path.stat().st_size for path in FILES.rglob("*") if path.is_file()) < 2_000_000


def test_addresses_and_numbers_are_the_ones_kept_for_fiction():
    lines = rows("gold.jsonl")
    for line in lines:
        for address in line["emails"]:
            assert re.search(r"[@.]example\.(com|org|net)$", address), address
        for link in line["links"]:
            assert re.search(r"(^|\.)example\.com(/|$)", link), link
        for number in line["phones"]:
            digits = re.sub(r"\D", "", number)
            assert re.search(r"55501\d\d$", digits) or digits.startswith(("4420794601", "3319900")), number
    owners: dict[str, set[str]] = {}
    for line in lines:
        owners.setdefault(line["phones"][0], set()).add(line["name"])
    assert [number for number, names in owners.items() if len(names) > 1] == []


def test_each_file_has_its_gold_line():
    assert sorted(line["id"] for line in rows("gold.jsonl")) == sorted(resumes())
    posted = {path.stem for path in (FILES / "postings").iterdir()}
    assert {line["id"] for line in rows("gold_postings.jsonl")} == posted
    assert {line["id"] for line in rows("gold_matches.jsonl")} == posted


@pytest.mark.parametrize("line", rows("gold.jsonl"), ids=lambda line: line["id"])
def test_what_the_gold_line_says_stands_in_the_file(line, tmp_path):
    if line["layout"] == "pdf.scanned":
        pytest.skip("a picture")
    text = folded(words_of(resumes()[line["id"]], tmp_path))
    if line["layout"] == "pdf.right_to_left":
        assert folded("דנה") in text or folded("הנד") in text
    single = [
        line["name"],
        *line["emails"],
        *line["phones"],
        *line["titles"],
        *line["employers"],
        *line["locations"],
    ]
    for expected in [*single, *line["degrees"], *line["schools"], *line["skills"], *line["grad_years"]]:
        assert folded(expected) in text, expected
    for position in line["positions"]:
        for date in (position["start"], position["end"]):
            year = (date or "")[:4]
            assert not year.isdigit() or year[2:] in text, position


def test_dates_that_are_not_printed_are_not_in_the_gold():
    by_id = {line["id"]: line for line in rows("gold.jsonl")}
    assert {p["start"] for p in by_id["farrow_lucinda"]["positions"]} == {None}
    assert all(len(p["start"]) == 4 for p in by_id["Sunniva-Brekke-Halloran"]["positions"])


def test_the_scan_has_a_picture_and_no_text():
    document = pypdfium2.PdfDocument(resumes()["scan0042"].read_bytes())
    image = document[0].render(scale=0.5).to_numpy()
    dark = (image < 128).mean()
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert text == ""
    assert 0.002 < dark < 0.2


def test_hidden_words_are_in_the_file_and_not_in_the_gold():
    text = of_pdf(resumes()["thornquist_silas"].read_bytes())
    assert "Ignore previous instructions" in text
    line = next(line for line in rows("gold.jsonl") if line["id"] == "thornquist_silas")
    assert "Kubernetes" not in line["skills"]
    assert line["clearance"] is None


def test_versions_copies_and_namesakes_are_there():
    files, by_id = resumes(), {line["id"]: line for line in rows("gold.jsonl")}
    assert files["resume_final_FINAL"].read_bytes() == files["Oduya-Whitlock_Resume"].read_bytes()
    old, new = by_id["Rafael_Lima_CV_2024"], by_id["Rafael_Lima_CV_2026"]
    assert old["emails"] == new["emails"]
    assert old["employers"] != new["employers"]
    one, other = by_id["jordan_marlow_pike"], by_id["JMP-projects"]
    assert one["name"] == other["name"]
    assert not {*one["emails"], *one["phones"]} & {*other["emails"], *other["phones"]}


def test_each_posting_has_people_for_and_against_it():
    known = set(resumes())
    for line in rows("gold_matches.jsonl"):
        assert 2 <= len(line["good"]) <= 6, line["id"]
        assert set(line["good"]) | set(line["partial"]) | set(line["against"]) <= known
        assert line["partial"] or line["against"], line["id"]


def test_variants_are_distinct_and_repeatable(tmp_path):
    for folder, count in (("one", "60"), ("two", "40")):
        run("many.py", str(tmp_path / folder), "--count", count, "--seed", "5")
    one, two = sorted((tmp_path / "one").iterdir()), sorted((tmp_path / "two").iterdir())
    assert (len(one), len(two)) == (60, 40)
    assert [path.read_bytes() for path in two] == [path.read_bytes() for path in one[:40]]
    assert len({path.read_bytes() for path in one}) == 60
    assert sum(path.suffix == ".pdf" for path in one) > 30


@pytest.fixture(scope="module")
def stick(tmp_path_factory) -> Path:
    """The bad input set in a folder of its own, the manifest beside it."""
    above = tmp_path_factory.mktemp("bad")
    run("hostile.py", str(above / "stick"), "--manifest", str(above / "manifest.jsonl"))
    return above / "stick"


def test_the_bad_input_set_is_written_and_stays_in_its_folder(stick):
    lines = (stick.parent / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    expected = {json.loads(line)["name"] for line in lines}
    found = {
        path.relative_to(stick).as_posix()
        for path in stick.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    assert found == expected
    assert {path.name for path in stick.parent.iterdir()} == {"stick", "manifest.jsonl"}
    assert len(expected) > 60


def test_the_bad_input_set_is_as_bad_as_it_says(stick):
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(stick / "encrypted.pdf")
    document = pypdfium2.PdfDocument(stick / "encrypted.pdf", password="sample")
    assert len(document) == 1
    document.close()
    with zipfile.ZipFile(stick / "encrypted.zip") as archive:
        with pytest.raises(RuntimeError, match="password"):
            archive.read("resume.txt")
        assert archive.read("resume.txt", pwd=b"sample").startswith(b"Casey")
    with zipfile.ZipFile(stick / "bomb.zip") as archive:
        member = archive.infolist()[0]
        assert member.file_size > 1000 * member.compress_size
    with zipfile.ZipFile(stick / "climbing.zip") as archive:
        assert any(name.startswith("../") for name in archive.namelist())
    depth, data = 0, (stick / "nested_6.zip").read_bytes()
    while data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read(archive.namelist()[0])
        depth += 1
    assert depth == 6
