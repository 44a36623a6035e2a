"""Sample résumés and a sample posting kept as intake keeps them, and a match over them; for tests of quotes."""

from __future__ import annotations

from pathlib import Path

from appliance.engines.reading import identify, read_document
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.candidates import ReadDocument
from appliance.foundation.kernel.crypto import sha256
from appliance.recruiting import candidates, requisitions

HANA = Actor(ref="user:hana", name="Hana", kind="user", role="recruiter")
SAMPLES = Path(__file__).parents[2] / "packaging" / "sample_data" / "files"
RESUMES = (
    "Dana_Levi.pdf", "T_Umber.pdf", "Resume Amankwah (3).pdf", "OShaughnessy-Bell.pdf", "achterberg_desmond.pdf",
    "weissmueller_resume.pdf", "Duquesnoy-Tran CV.docx", "benning_marcus.docx", "JMP-projects.odt", "coldstream_ravi.odt",
    "hollowell_profile.html", "layla-haddad.html", "tashmatov.rtf", "petrescu-vance.rtf", "farrow_lucinda.txt",
    "callum.fo.md",
)  # fmt: skip
POSTINGS = ("halvorsgate_backend_engineer.pdf", "marlowe_tide_data_engineer.txt")


def read(folder, name, kind):
    content = (SAMPLES / folder / name).read_bytes()
    return content, read_document(content, identify(content, name), kind, "2026-03")


def sample_matches(services):
    """The ids of the matches, each over everybody."""
    store = services._store
    for name in RESUMES:
        content, found = read("resumes", name, "resume")
        document = ReadDocument(
            sha256=sha256(content), file_name=name, format=found.layout.format, layout=found.layout,
            notes=found.layout.notes, facts=found.facts, reader=found.reader,
        )  # fmt: skip
        with store.writing() as tx:
            person, _ = candidates.create(tx, HANA, store, document, batch_id="", source="Fair")
            store.files.put(tx, person, content)
    matches = []
    for name in POSTINGS:
        content, found = read("postings", name, "posting")
        with store.writing() as tx:
            identifier, _ = requisitions.create(
                tx, HANA, store, layout=found.layout, reading=found.posting, notes=found.layout.notes, sha256="",
                file_name=name, reader=found.reader, batch_id="",
            )  # fmt: skip
        matches.append(services.matching.run(HANA, identifier))
    return matches


def quotes_of(services, match_id, people):
    """(candidate id, quote) for everything with words of its own, of the best ``people``."""
    for row in services.matching.stored(match_id).candidates[:people]:
        for evidence in row.judged.evidence if row.judged else ():
            for quote in evidence.quotes:
                if quote.document_id and quote.start >= 0:
                    yield row.candidate_id, quote
