"""Two appliances, Low and High, that have exchanged key cards; people and positions for them to carry."""

from __future__ import annotations

import hashlib

import pytest

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.candidates import ReadDocument
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.reading import Layout
from appliance.foundation.contracts.requirements import PostingReading, Requirement
from appliance.foundation.contracts.values import Span
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.packets import Signer, new_secret
from appliance.foundation.store import Store
from appliance.recruiting import candidates, requisitions
from appliance.recruiting.transfer import Self, Transfer

ADA = Actor(ref="user:ada", name="Ada", kind="user", role="administrator")


class Appliance:
    """A data directory, its transfer service, and short ways to fill and look at it."""

    def __init__(self, folder, clock, name):
        self.store = Store(folder / "data", clock)
        seed = hashlib.sha256(name.encode()).digest()
        own = Self(new_id("inst"), name, Signer(seed), (new_secret(),))
        self.transfer = Transfer(self.store, own)
        self.outbox = folder / "stick"
        self.outbox.mkdir()

    def person(self, name, *, skill="Python", text_more="", file=b""):
        email = f"{name.split()[0].lower()}.{name.split()[-1].lower()}@example.com"
        text = f"{name}\n{email}\n{skill}{text_more}"
        content = file or text.encode()
        facts = tuple(
            Fact(
                kind=kind, value=value, normal=value.casefold(), quote=value, detail=detail, reader="t/1",
                span=Span(start=text.find(value), end=text.find(value) + len(value)),
            )
            for kind, value, detail in (("name", name, {}), ("email", email, {}), ("skill", skill, {"id": skill.lower()}))
        )  # fmt: skip
        with self.store.writing() as tx:
            sha = self.store.files.put(tx, "batch_1", content)
            read = ReadDocument(
                sha256=sha, file_name=f"{name}.txt", format="txt", layout=Layout(format="txt", text=text),
                notes=(), facts=facts, reader="t/1",
            )  # fmt: skip
            return candidates.create(tx, ADA, self.store, read, batch_id="batch_1", source="test")[0]

    def position(self, title="Backend Engineer"):
        text = f"{title}\nRequired: Python"
        asked = Requirement(
            kind="skill", need="required", label="Python", normal="python", quote="Python", reader="t/1",
            span=Span(start=text.find("Python"), end=len(text)), any_of=("Python",),
        )  # fmt: skip
        reading = PostingReading(title=title, organisation="Example Agency", requirements=(asked,))
        with self.store.writing() as tx:
            sha = self.store.files.put(tx, "batch_1", text.encode())
            return requisitions.create(
                tx, ADA, self.store, layout=Layout(format="txt", text=text), reading=reading, notes=(), sha256=sha,
                file_name="p.txt", reader="t/1", batch_id="batch_1",
            )[0]  # fmt: skip

    def people(self):
        """(name, skills in force, number of documents) of everybody, sorted."""
        with self.store.reading() as tx:
            found = []
            for one in candidates.page_of_ids(tx, "", 100_000):
                facts = candidates.in_force(tx, one)
                skills = sorted(k.fact.value for k in facts if k.fact.kind == "skill")
                found.append(
                    (candidates.cards(tx, [one])[one].name, skills, len(candidates.documents_of(tx, one)))
                )
            return sorted(found)

    def state(self):
        """Everything a refused packet must leave alone, as one hash."""
        tables = ("candidate", "candidate_document", "candidate_fact", "fact_correction", "requisition", "posting",
                  "requirement", "packet", "carried", "audit_entry", "work_item")  # fmt: skip
        digest = hashlib.sha256()
        with self.store.reading() as tx:
            for table in tables:
                for row in tx.rows(f"SELECT * FROM {table} ORDER BY 1, 2"):
                    digest.update(repr(row).encode())
        return digest.hexdigest()


@pytest.fixture
def appliances(tmp_path, clock):
    made = []

    def make(name):
        folder = tmp_path / name
        folder.mkdir()
        made.append(Appliance(folder, clock, name))
        return made[-1]

    yield make
    for one in made:
        one.store.close()


@pytest.fixture
def pair(appliances):
    """Low and High; ``direction`` is how Low sees it."""

    def paired(direction="both"):
        low, high = appliances("Low"), appliances("High")
        other = {"both": "both", "send": "receive", "receive": "send"}[direction]
        for one, another, way in ((low, high, direction), (high, low, other)):
            content, card = another.transfer.card()
            one.transfer.pair(ADA, content, card.words, direction=way)
        return low, high

    return paired
