"""A support bundle says what it may, and nothing of what stands in the data, the settings, the logs and the paths."""

import base64
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from appliance import wiring
from appliance.foundation import work
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.search import SearchRequest
from appliance.foundation.kernel.settings import Settings
from appliance.foundation.observability import logs
from appliance.foundation.store import own_tables
from appliance.lifecycle import _records as records
from appliance.lifecycle import support

ROOT = Path(__file__).parents[2]
LEAST = 300


class Canaries:
    """Things that must not come out: every one is different and none of its pieces is a usual word."""

    def __init__(self):
        self.planted = []

    def _new(self, text):
        self.planted.append(text)
        return text

    def name(self):
        return self._new(f"Zyxwin{len(self.planted):04d} Quorbelith{len(self.planted):04d}")

    def mail(self):
        return self._new(f"zqmail{len(self.planted):04d}@example.com")

    def phone(self):
        return self._new(f"+1 202 555 {7000 + len(self.planted):04d}")

    def token(self):
        return self._new(f"tok{len(self.planted):04d}f00dfeedc0ffee")

    def words(self):
        return self._new(f"qzxresume{len(self.planted):04d} wrote the vlimp{len(self.planted):04d} engine")

    def event(self):
        """One that looks like a name of the program."""
        return self._new(f"qzx.event_{len(self.planted):04d}")

    def file(self):
        return self._new(f"zq_file_{len(self.planted):04d}.pdf")


@pytest.fixture
def canaries():
    return Canaries()


@pytest.fixture
def services(tmp_path, clock, canaries):
    """An installation that is full of them, its path included."""
    c = canaries
    data = tmp_path / c._new("zqdatafolder0000") / "data"
    data.mkdir(parents=True)
    settings = Settings(data=data, marking=c.words()[:70], backups=data.parent / c._new("zqbackups0001"))
    found = wiring.services(settings, clock)
    plant(found, c)
    yield found
    found.close()


def plant(services, c):
    store, data = services._store, services.settings.data
    people = [Actor(ref=f"user:{c.token()}", name=c.name(), kind="user") for _ in range(3)]
    for actor in people:
        for _ in range(12):
            facts = [("name", c.name()), ("email", c.mail()), ("phone", c.phone()), ("skill", c.token())]
            services.candidates.add_by_hand(actor, facts)
        services.requisitions.create_empty(actor, c.words())
        services.search.ready()
    begun = services.backups.begin_recovery(people[0])
    services.backups.prove_recovery(people[0], begun.key_file)
    c._new(begun.key_file.splitlines()[-1])
    c._new(begun.recipient)
    services.backups.folder.mkdir()
    services.backups.make(people[0])
    services.settings.backups.rename(services.settings.backups.with_suffix(".gone"))
    with pytest.raises(Exception, match="not there"):
        services.backups.make(people[0])  # its error holds the path
    worker, _, indexer = services.worker(c.token())
    worker.drain(("search.rebuild", "search.reindex"))
    for actor in people:
        services.search.run(actor, SearchRequest(text=c.token(), sourcing=c.words()))
    indexer.close()
    batch = services.intake.begin(people[0], c.words(), "browser")
    for _ in range(6):
        services.intake.add(batch.id, c.file(), c.words().encode())
    with store.writing() as tx:
        for number in range(12):
            item = work.enqueue(tx, "search.rebuild", {"why": c.words()}, unique_key=str(number))
            error = f"{c.event() if number % 2 else 'OSError'}: {c.words()}"
            tx.execute("UPDATE work_item SET state = 'given_up', error = ? WHERE id = ?", error, item)
        tx.insert(
            "work_item",
            id=c.token(),
            kind=c.event(),
            payload="{}",
            state="given_up",
            due_at=tx.now,
            made_at=tx.now,
        )
        for _ in range(10):
            tx.insert("note", name=c.token(), value=c.words())
            tx.insert(
                "audit_entry", at=tx.now, actor=c.token(), action=c.event(), subject=c.mail(), detail=c.words(),
                previous="", hash=c.token(),
            )  # fmt: skip
        counted = [[c.event(), c.event(), {"endpoint": c.event()}, 1.0] for _ in range(5)]
        counted.append(
            ["muster_http_requests_total", "muster_http_requests_total", {"endpoint": c.event()}, 2.0]
        )
        records.set_note(tx, "metrics_of_worker", {"at": tx.now, "counted": counted})
        tx.execute(f"CREATE TABLE {c._new('zqtable0001')} (x)")
        tx.insert(
            "_sqlite_migrations", migration_set="muster", name=c._new("zqmigration0001"), applied_at=tx.now
        )
    for folder in ("inbox", "logs", "keys", "index"):
        (data / folder).mkdir(exist_ok=True)
        (data / folder / c.file()).write_text(c.words())
    log = data / "logs/web.log"
    lines = []
    for number in range(25):
        lines.append(
            {
                "body": c.event() if number % 3 else "request.failed",
                "severity_text": c.event() if number % 2 else "ERROR",
                "scope": c.event(),
                "attributes": {c.token(): c.mail()},
                "exception": {
                    "type": c.event() if number % 2 else "OSError",
                    "at": [f"{c.event()}.py:3 x", f"store.py:{number} {c.token()}"],
                    "code": c.event(),
                },
            }
        )
    text = "\n".join(json.dumps(line) for line in lines)
    log.write_text(f"{text}\n{c.words()}\n{json.dumps([c.words()])}\n{json.dumps({'body': [c.mail()]})}\n")
    logs.logger("http").info(c.words())
    services.metrics.count("muster_http_requests_total", method="GET", endpoint=c.event(), status="200")


def forms(canary):
    """A canary as it stands and as it might be written otherwise."""
    raw = canary.encode()
    plain = {
        canary.lower(),
        canary.lower().replace(" ", ""),
        raw.hex(),
        base64.b64encode(raw).decode().lower(),
    }
    return plain | {
        part for part in re.split(r"[ @]", canary.lower()) if len(part) > 9 and part != "example.com"
    }


def test_not_one_of_three_hundred_canaries_is_in_it(services, canaries, ada):
    name, content = services.support_bundle(ada)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = {n: archive.read(n).decode() for n in archive.namelist()}
    everything = (name + "\n" + "\n".join(f"{n}\n{t}" for n, t in texts.items())).lower()
    leaked = [c for c in canaries.planted if any(form in everything for form in forms(c))]
    print(f"{len(canaries.planted)} canaries planted, {len(leaked)} found in {len(everything):,} characters")
    assert len(set(canaries.planted)) >= LEAST
    assert leaked == []


def test_the_canaries_can_be_found_where_they_were_planted(services, canaries):
    """So that the test above does not pass by looking at nothing."""
    with services._store.reading() as tx:
        names = [row["name"] for row in tx.rows("SELECT name FROM candidate")]
        dump = " ".join(
            str(tx.rows(f"SELECT * FROM {t}"))
            for t in (
                "candidate_fact",
                "note",
                "audit_entry",
                "work_item",
                "search_entry",
                "batch_file",
                "requisition",
                "batch",
            )
        )
    files = " ".join(str(p) for p in services.settings.data.rglob("*")) + " ".join(
        p.read_text() for p in (services.settings.data / "logs").glob("*") if p.is_file()
    )
    seen = sum(c in f"{names} {dump} {files} {services.settings}" for c in canaries.planted)
    assert seen > LEAST * 0.9


def test_it_says_what_helps(services, ada):
    parts = dict(services.support_preview())
    assert json.loads(parts["about.json"])["sqlite"].startswith("3.")
    assert json.loads(parts["database.json"])["rows"]["candidate"] == 36
    given_up = json.loads(parts["work.json"])["given_up"]
    assert {"kind": "search.rebuild", "error": "OSError", "times": 6} in given_up
    assert {"kind": "search.rebuild", "error": "(other)", "times": 6} in given_up
    failed = [r for r in json.loads(parts["logs.json"]) if r["event"] == "request.failed"]
    assert any(r["error"] == "OSError" and r["at"].startswith("store.py:") for r in failed)
    assert json.loads(parts["backups.json"])["attempts"] == {"failed": 2, "good": 1}
    assert json.loads(parts["settings.json"])["marking"] == "set"
    assert json.loads(parts["measurements.json"])["worker muster_http_requests_total"] == 2.0


def test_the_file_is_what_the_preview_showed(services, ada):
    _, content = services.support_bundle(ada)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert set(archive.namelist()) == {"MANIFEST.json", *(n for n, _ in services.support_preview())}
    assert services.audit.entries(action="appliance.support_bundle")


def test_lists_of_the_program_are_true():
    source = "".join(p.read_text() for p in (ROOT / "appliance").rglob("*.py") if p.name != "support.py")
    assert [e for e in support.LOG_EVENTS if f'"{e}"' not in source] == []
    assert "candidate" in own_tables()
    assert "zqtable0001" not in own_tables()
