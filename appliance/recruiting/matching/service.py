"""A requisition against all candidates: shortlist, evidence, score; stored, and computed again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from appliance.engines.knowledge import load
from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.matching import Judged, MatchedCandidate, Rerun, StoredMatch
from appliance.foundation.contracts.query import Facet, Or, Query, Word
from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.requisitions import DEFAULT_WEIGHTS, KeptRequirement, Requisition
from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.canonical import canonical_json, digest
from appliance.foundation.store import Reading, Row, Store
from appliance.foundation.store.errors import FileMissing
from appliance.recruiting import candidates, requisitions
from appliance.recruiting.matching import _records as records
from appliance.recruiting.matching.errors import NothingToMatch
from appliance.recruiting.matching.lookup import RecordingLookup, StoredLookup
from appliance.recruiting.matching.rules import CURRENT, RULE_SETS
from appliance.recruiting.search import IndexReader

CONSIDERED = 1000
"""Candidates whose evidence is looked at: all of them up to this many, else the nearest by the index."""
KEPT = 200
"""Candidates kept in a stored match, best first."""
FORMAT = 1


class _Inputs(Value):
    """What the requisition's side of a stored match was computed from."""

    format: int
    rules: str
    pack: str
    title: str
    today: str
    weights: dict[str, int]
    requirements: tuple[KeptRequirement, ...]


class _Kept(Value):
    """What one candidate's side was computed from, and what came out."""

    facts: tuple[KeptFact, ...]
    answers: dict[str, list[str]]
    judged: Judged


class Matching:
    """What the doors ask and command."""

    def __init__(self, store: Store, reader: IndexReader) -> None:
        self._store = store
        self._reader = reader

    def run(self, actor: Actor, reference: str) -> str:
        """Match a requisition now and store the result; the stored match's id.

        Raises NotFound, NothingToMatch, IndexNotReady.
        """
        with self._store.reading() as tx:
            requisition = requisitions.find(tx, reference)
            posting, requirements = requisitions.in_force(tx, requisition.id)
            if not requirements:
                raise NothingToMatch(reference=requisition.reference)
            ids = self._shortlist(tx, requisition, requirements)
            inputs = _Inputs(
                format=FORMAT,
                rules=CURRENT,
                pack=load().version,
                title=requisition.title,
                today=tx.now[:10],
                weights=requisition.weights,
                requirements=requirements,
            )
            kept = [_judge(inputs, i, candidates.in_force(tx, i)) for i in ids]
        kept.sort(key=lambda k: (-k.judged.score.total, k.judged.candidate_id))
        return self._store_match(actor, requisition.id, posting.id if posting else "", inputs, kept)

    def _shortlist(
        self, tx: Reading, requisition: Requisition, requirements: Sequence[KeptRequirement]
    ) -> list[str]:
        everybody = candidates.page_of_ids(tx, "", CONSIDERED + 1)
        if len(everybody) <= CONSIDERED:
            return everybody
        words: list[Query] = [Word(field="title", text=w) for w in requisition.title.split()]
        for kept in requirements:
            words += [Word(field="skill", text=n) for n in kept.requirement.any_of]
        hits = self._reader.current().search(
            Or(items=tuple(words)), limit=CONSIDERED, scope=Facet(field="kind", any_of=("candidate",))
        )
        return [h.ref for h in hits.hits]

    def _store_match(
        self, actor: Actor, requisition_id: str, posting_id: str, inputs: _Inputs, kept: list[_Kept]
    ) -> str:
        plain = canonical_json(inputs.model_dump(mode="json")).decode()
        best = kept[:KEPT]
        hashes = [_result_hash(k.judged) for k in best]
        with self._store.writing() as tx:
            match_id = records.insert_match(
                tx,
                requisition_id=requisition_id,
                posting_id=posting_id,
                actor=actor.ref,
                actor_name=actor.name,
                rules=inputs.rules,
                pack=inputs.pack,
                considered=len(kept),
                inputs=plain,
                inputs_hash=digest(json.loads(plain)),
                result_hash=digest(hashes),
            )
            for rank, (k, result_hash) in enumerate(zip(best, hashes, strict=True), 1):
                content = k.model_dump_json().encode()
                owner = k.judged.candidate_id
                records.insert_candidate(
                    tx,
                    match_id,
                    rank=rank,
                    candidate_id=owner,
                    total=k.judged.score.total,
                    sealed=self._store.files.seal_for(tx, owner, content, match_id),
                    facts_hash=digest([f.model_dump(mode="json") for f in k.facts]),
                    result_hash=result_hash,
                )
            detail = {"considered": len(kept), "rules": inputs.rules, "result": digest(hashes)}
            audit.append(tx, actor, "matching.ran", match_id, detail, requisition=requisition_id)
        return match_id

    def stored(self, match_id: str, limit: int = KEPT) -> StoredMatch:
        """A stored match as it was. Raises NotFound."""
        with self._store.reading() as tx:
            row = records.match(tx, match_id)
            rows = records.candidates(tx, match_id, limit)
            cards = candidates.cards(tx, [r["candidate_id"] for r in rows])
            found = []
            for r in rows:
                kept = self._open(tx, match_id, r)
                person = cards.get(r["candidate_id"])
                documents = candidates.documents_of(tx, person.id) if person else []
                found.append(
                    MatchedCandidate(
                        rank=r["rank"],
                        candidate_id=r["candidate_id"],
                        candidate=person,
                        files=tuple(d.file_name for d in documents),
                        judged=kept.judged if kept else None,
                        result_hash=r["result_hash"],
                    )
                )
        inputs = _Inputs.model_validate_json(row["inputs"])
        return StoredMatch(
            id=row["id"],
            requisition_id=row["requisition_id"],
            posting_id=row["posting_id"],
            at=row["at"],
            actor_name=row["actor_name"],
            rules=row["rules"],
            pack=row["pack"],
            considered=row["considered"],
            title=inputs.title,
            weights=inputs.weights,
            requirements=inputs.requirements,
            inputs_hash=row["inputs_hash"],
            result_hash=row["result_hash"],
            candidates=tuple(found),
        )

    def _open(self, tx: Reading, match_id: str, row: Row) -> _Kept | None:
        try:
            content = self._store.files.unseal_for(tx, row["candidate_id"], row["sealed"], match_id)
        except FileMissing:
            return None  # the person was erased: their key is gone, the rest of the match stands
        return _Kept.model_validate_json(content)

    def list(self, reference: str) -> list[Row]:
        """Stored matches of a requisition, newest first: id, at, actor_name, rules, considered. Raises NotFound."""
        with self._store.reading() as tx:
            return records.matches(tx, requisitions.find(tx, reference).id)

    def rerun(self, actor: Actor, match_id: str) -> Rerun:
        """Compute a stored match again with its named rules and compare the bytes. Raises NotFound."""
        with self._store.reading() as tx:
            row = records.match(tx, match_id)
            inputs = _Inputs.model_validate_json(row["inputs"])
            differing, gone, hashes = [], 0, []
            if digest(json.loads(row["inputs"])) != row["inputs_hash"]:
                differing.append("inputs")
            for r in records.candidates(tx, match_id):
                kept = self._open(tx, match_id, r)
                hashes.append(r["result_hash"])
                if kept is None:
                    gone += 1
                    continue
                again = _again(inputs, r["candidate_id"], kept)
                facts = digest([f.model_dump(mode="json") for f in kept.facts])
                if _result_hash(again) != r["result_hash"] or facts != r["facts_hash"]:
                    differing.append(r["candidate_id"])
                    hashes[-1] = _result_hash(again)
        result = Rerun(
            match_id=match_id,
            same=not differing and digest(hashes) == row["result_hash"],
            verified=len(hashes) - gone,
            gone=gone,
            differing=tuple(differing),
            result_hash=digest(hashes),
        )
        with self._store.writing() as tx:
            detail = {"same": result.same, "verified": result.verified, "gone": gone}
            audit.append(tx, actor, "matching.verified", match_id, detail, requisition=row["requisition_id"])
        return result

    def shortlist(self, actor: Actor, match_id: str, limit: int = 50) -> StoredMatch:
        """The best of a stored match, to be taken out of Muster: printed or saved. Raises NotFound."""
        match = self.stored(match_id, limit)
        with self._store.writing() as tx:
            rows = len(match.candidates)
            audit.append(
                tx, actor, "matching.exported", match_id, {"rows": rows}, requisition=match.requisition_id
            )
        return match

    def shortlist_csv(self, actor: Actor, match_id: str, limit: int = 50) -> str:
        """The best of a stored match as CSV text, safe for spreadsheets. Raises NotFound."""
        return shortlist_csv(self.shortlist(actor, match_id, limit))


def _judge(inputs: _Inputs, candidate_id: str, facts: tuple[KeptFact, ...]) -> _Kept:
    lookup = RecordingLookup(load())
    evidence, score = RULE_SETS[inputs.rules](
        inputs.title, inputs.requirements, facts, inputs.weights, lookup, inputs.today
    )
    judged = Judged(candidate_id=candidate_id, evidence=evidence, score=score)
    return _Kept(facts=facts, answers=lookup.answers, judged=judged)


def _again(inputs: _Inputs, candidate_id: str, kept: _Kept) -> Judged:
    evidence, score = RULE_SETS[inputs.rules](
        inputs.title,
        inputs.requirements,
        kept.facts,
        inputs.weights,
        StoredLookup(kept.answers),
        inputs.today,
    )
    return Judged(candidate_id=candidate_id, evidence=evidence, score=score)


def _result_hash(judged: Judged) -> str:
    return digest(judged.model_dump(mode="json"))


def compare(title: str, requirements: Sequence[Requirement], facts: Sequence[Fact], today: str) -> Judged:
    """The findings for one posting and one résumé, without storing anything; ``today`` is ``YYYY-MM-DD``."""
    inputs = _Inputs(
        format=FORMAT,
        rules=CURRENT,
        pack=load().version,
        title=title,
        today=today,
        weights=DEFAULT_WEIGHTS,
        requirements=tuple(KeptRequirement(id=f"q{n}", requirement=r) for n, r in enumerate(requirements)),
    )
    kept = tuple(
        KeptFact(id=f"f{n}", candidate_id="resume", document_id="resume", fact=f) for n, f in enumerate(facts)
    )
    return _judge(inputs, "resume", kept).judged


def shortlist_csv(match: StoredMatch) -> str:
    """Rank, person, score, one column for each requirement, its quote beside it."""
    out = io.StringIO()
    writer = csv.writer(out)
    labels = {k.id: f"{k.requirement.label} ({k.requirement.need})" for k in match.requirements}
    first = match.candidates[0].judged if match.candidates else None
    asked = [e.requirement_id for e in first.evidence] if first else []
    head = ["rank", "name", "title", "employer", "score", "files"]
    writer.writerow([_cell(c) for c in head + [t for i in asked for t in (labels[i], "words")]])
    for row in match.candidates:
        if row.candidate is None or row.judged is None:
            writer.writerow([row.rank, "(no longer there)"])
            continue
        found = [
            t
            for e in row.judged.evidence
            for t in (e.finding.replace("_", " "), " … ".join(q.text for q in e.quotes))
        ]
        person = row.candidate
        values = [
            str(row.rank),
            person.name,
            person.title,
            person.employer,
            f"{row.judged.score.total / 10:.1f}",
        ]
        writer.writerow([_cell(c) for c in [*values, "; ".join(row.files), *found]])
    return out.getvalue()


def _cell(text: str) -> str:
    """Text a spreadsheet will not run: a leading formula sign gets an apostrophe (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\0") else text
