"""A requisition against all candidates: shortlist, evidence, score; stored, and computed again."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from appliance.engines.knowledge import Knowledge, load
from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.matching import (
    FittingRequisition,
    Judged,
    MatchDifference,
    MatchedCandidate,
    Rerun,
    StoredMatch,
)
from appliance.foundation.contracts.query import Facet, Or, Query, Word
from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.requisitions import DEFAULT_WEIGHTS, KeptRequirement, Requisition
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.store import Reading, Row, Store
from appliance.foundation.store.errors import FileMissing
from appliance.recruiting import candidates, organisation, requisitions
from appliance.recruiting.matching import _records as records
from appliance.recruiting.matching import phrases, screen
from appliance.recruiting.matching.as_csv import shortlist_csv
from appliance.recruiting.matching.difference import Side, difference
from appliance.recruiting.matching.errors import NothingToMatch
from appliance.recruiting.matching.kept import (
    FORMAT,
    Inputs,
    Kept,
    again,
    facts_hash,
    hash_of,
    judge,
    order,
    result_hash,
)
from appliance.recruiting.matching.lookup import memory_of
from appliance.recruiting.matching.rules import CURRENT
from appliance.recruiting.search import IndexReader

CONSIDERED = 1000
"""Candidates whose evidence is looked at: all of them up to this many, else the nearest by the index."""
LONGEST_TEXT = 60_000
"""Characters of a document that are searched for skills no pack knows."""
KEPT = 100
"""Candidates kept in a stored match, best first."""


class Matching:
    """What the doors ask and command."""

    def __init__(self, store: Store, reader: IndexReader) -> None:
        self._store = store
        self._reader = reader

    def run(self, actor: Actor, reference: str) -> str:
        """Match a requisition now and store the result; the stored match's id.

        1. a shortlist: everybody, or the nearest by the index. 2. a light look chooses whose evidence is worked out.
        3. evidence and score. 4. kept in one transaction. Raises NotFound, NothingToMatch, IndexNotReady.
        """
        with self._store.reading() as tx:
            requisition = requisitions.find(tx, reference)
            posting, requirements = requisitions.in_force(tx, requisition.id)
            if not requirements:
                raise NothingToMatch(reference=requisition.reference)
            knowledge = organisation.knowledge(tx)
            inputs = _inputs(tx, requisition, requirements, knowledge)
            memory = memory_of(knowledge)
            ids = self._shortlist(tx, requisition, requirements)
            best = ids
            if len(ids) > KEPT:
                traits = candidates.traits_of(tx, ids, screen.KINDS)
                best = screen.screen(inputs.title, requirements, inputs.weights, traits, memory)[:KEPT]
            facts = candidates.in_force_of(tx, best)
            newest = {i: _newest(tx, i) for i in best}
            facts = {i: facts[i] + _said(newest[i], requirements, facts[i]) for i in best}
            kept = sorted((judge(inputs, i, facts[i], memory, newest[i].text) for i in best), key=order)
        return self._store_match(actor, requisition.id, posting.id if posting else "", inputs, kept, len(ids))

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
        self,
        actor: Actor,
        requisition_id: str,
        posting_id: str,
        inputs: Inputs,
        kept: list[Kept],
        considered: int,
    ) -> str:
        plain = inputs.model_dump(mode="json")
        hashes = [result_hash(k.judged) for k in kept]
        rows = [
            (k, h, k.model_dump_json().encode(), facts_hash(k.facts))
            for k, h in zip(kept, hashes, strict=True)
        ]
        with self._store.writing() as tx:
            match_id = records.insert_match(
                tx,
                requisition_id=requisition_id,
                posting_id=posting_id,
                actor=actor.ref,
                actor_name=actor.name,
                rules=inputs.rules,
                pack=inputs.pack,
                terms=inputs.terms,
                considered=considered,
                inputs=plain,
                inputs_hash=hash_of(plain),
                result_hash=hash_of(hashes),
            )
            for rank, (k, result, content, facts) in enumerate(rows, 1):
                owner = k.judged.candidate_id
                records.insert_candidate(
                    tx,
                    match_id,
                    rank=rank,
                    candidate_id=owner,
                    total=k.judged.score.total,
                    sealed=self._store.files.seal_for(tx, owner, content, match_id),
                    facts_hash=facts,
                    result_hash=result,
                )
            detail = {"considered": considered, "rules": inputs.rules, "result": hash_of(hashes)}
            audit.append(tx, actor, "matching.ran", match_id, detail, requisition=requisition_id)
        return match_id

    def stored(self, match_id: str, limit: int = KEPT) -> StoredMatch:
        """A stored match as it was. Raises NotFound."""
        with self._store.reading() as tx:
            row = records.match(tx, match_id)
            rows = records.candidates(tx, match_id, limit)
            ids = [r["candidate_id"] for r in rows]
            cards, files = candidates.cards(tx, ids), candidates.files_of(tx, ids)
            found = []
            for r in rows:
                kept = self._open(tx, match_id, r)
                person = cards.get(r["candidate_id"])
                found.append(
                    MatchedCandidate(
                        rank=r["rank"],
                        candidate_id=r["candidate_id"],
                        candidate=person,
                        files=files.get(r["candidate_id"], ()),
                        judged=kept.judged if kept else None,
                        result_hash=r["result_hash"],
                    )
                )
        inputs = Inputs.model_validate_json(row["inputs"])
        return StoredMatch(
            id=row["id"],
            requisition_id=row["requisition_id"],
            posting_id=row["posting_id"],
            at=row["at"],
            actor_name=row["actor_name"],
            rules=row["rules"],
            pack=row["pack"],
            terms=row["terms"],
            considered=row["considered"],
            title=inputs.title,
            weights=inputs.weights,
            requirements=inputs.requirements,
            inputs_hash=row["inputs_hash"],
            result_hash=row["result_hash"],
            candidates=tuple(found),
        )

    def behind(self, match: StoredMatch) -> tuple[str, ...]:
        """What a match made now would be computed from otherwise, in words; people aside."""
        with self._store.reading() as tx:
            requisition = requisitions.find(tx, match.requisition_id)
            _, requirements = requisitions.in_force(tx, requisition.id)
            now = _inputs(tx, requisition, requirements, organisation.knowledge(tx))
        own = now.terms != match.terms
        packs = match.pack.split(".")[0] != now.pack.split(".")[0]
        return tuple(
            words
            for words, differs in (
                ("the title changed", now.title != match.title),
                ("what is asked changed", now.requirements != match.requirements),
                ("the weights changed", now.weights != match.weights),
                (f"the rules are {now.rules}", now.rules != match.rules),
                ("the knowledge packs are others", packs),
                (f"your own terms are at version {now.terms}", own),
            )
            if differs
        )

    def _open(self, tx: Reading, match_id: str, row: Row) -> Kept | None:
        try:
            content = self._store.files.unseal_for(tx, row["candidate_id"], row["sealed"], match_id)
        except FileMissing:
            return None  # the person was erased: their key is gone, the rest of the match stands
        return Kept.model_validate_json(content)

    def list(self, reference: str) -> list[Row]:
        """Stored matches of a requisition, newest first: id, at, actor_name, rules, considered. Raises NotFound."""
        with self._store.reading() as tx:
            return records.matches(tx, requisitions.find(tx, reference).id)

    def rerun(self, actor: Actor, match_id: str) -> Rerun:
        """Compute a stored match again with its named rules and compare the bytes. Raises NotFound."""
        with self._store.reading() as tx:
            row = records.match(tx, match_id)
            inputs = Inputs.model_validate_json(row["inputs"])
            differing, gone, hashes = [], 0, []
            if hash_of(json.loads(row["inputs"])) != row["inputs_hash"]:
                differing.append("inputs")
            for r in records.candidates(tx, match_id):
                kept = self._open(tx, match_id, r)
                hashes.append(r["result_hash"])
                if kept is None:
                    gone += 1
                    continue
                computed = again(inputs, r["candidate_id"], kept)
                facts = facts_hash(kept.facts)
                if result_hash(computed) != r["result_hash"] or facts != r["facts_hash"]:
                    differing.append(r["candidate_id"])
                    hashes[-1] = result_hash(computed)
        result = Rerun(
            match_id=match_id,
            same=not differing and hash_of(hashes) == row["result_hash"],
            verified=len(hashes) - gone,
            gone=gone,
            differing=tuple(differing),
            result_hash=hash_of(hashes),
        )
        with self._store.writing() as tx:
            detail = {"same": result.same, "verified": result.verified, "gone": gone}
            audit.append(tx, actor, "matching.verified", match_id, detail, requisition=row["requisition_id"])
        return result

    def difference(self, actor: Actor, first: str, second: str) -> MatchDifference:
        """What is not the same in two stored matches, and for whom. Raises NotFound."""
        with self._store.reading() as tx:
            before, after = self._side(tx, first), self._side(tx, second)
            requisition = records.match(tx, second)["requisition_id"]
            removals = candidates.removals(tx, sorted({*before.people, *after.people}))
        found = difference(before, after, removals)
        with self._store.writing() as tx:
            detail = {"with": first, "people": len(found.people)}
            audit.append(tx, actor, "matching.compared", second, detail, requisition=requisition)
        return found

    def _side(self, tx: Reading, match_id: str) -> Side:
        row = records.match(tx, match_id)
        rows = records.candidates(tx, match_id)
        people = {r["candidate_id"]: (r["rank"], self._open(tx, match_id, r)) for r in rows}
        return Side(match_id, Inputs.model_validate_json(row["inputs"]), people)

    def for_candidate(
        self, actor: Actor, candidate_id: str, only: Collection[str] | None = None
    ) -> tuple[FittingRequisition, ...]:
        """Every open requisition that asks for something against one person, best first; nothing is stored.

        ``only`` limits it to requisitions by id. Raises NotFound.
        """
        with self._store.reading() as tx:
            person = next(iter(candidates.cards(tx, [candidate_id]).values()), None)
            if person is None:
                raise NotFound(what="candidate", reference=candidate_id)
            facts, newest = candidates.in_force(tx, person.id), _newest(tx, person.id)
            knowledge = organisation.knowledge(tx)
            found = []
            for requisition in requisitions.open_ones(tx):
                _, requirements = requisitions.in_force(tx, requisition.id)
                if not requirements or (only is not None and requisition.id not in only):
                    continue
                inputs = _inputs(tx, requisition, requirements, knowledge)
                more = _said(newest, requirements, facts)
                judged = judge(inputs, person.id, facts + more, memory_of(knowledge), newest.text).judged
                found.append(
                    FittingRequisition(requisition=requisition, requirements=requirements, judged=judged)
                )
        found.sort(key=lambda f: (not _asks(f), -f.judged.score.total, f.requisition.reference))
        with self._store.writing() as tx:
            audit.append(tx, actor, "matching.looked", candidate_id, {"requisitions": len(found)})
        return tuple(found)

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


def _asks(found: FittingRequisition) -> bool:
    """Whether anything it asks is judged: a like title alone says little, and stands last."""
    return any(k.requirement.kind not in ("other", "remote", "salary") for k in found.requirements)


def _inputs(
    tx: Reading, requisition: Requisition, requirements: tuple[KeptRequirement, ...], knowledge: Knowledge
) -> Inputs:
    """The requisition's side as it is now."""
    return Inputs(
        format=FORMAT,
        rules=CURRENT,
        pack=knowledge.version,
        terms=organisation.terms_in_force(tx).version,
        title=requisition.title,
        today=tx.now[:10],
        weights=requisition.weights,
        requirements=requirements,
    )


class _Newest(NamedTuple):
    """A candidate's newest document: its id and the beginning of its text."""

    candidate_id: str
    id: str
    text: str


def _newest(tx: Reading, candidate_id: str) -> _Newest:
    found = next(iter(candidates.documents_of(tx, candidate_id)), None)
    return (
        _Newest(candidate_id, found.id, found.text[:LONGEST_TEXT]) if found else _Newest(candidate_id, "", "")
    )


def _said(
    newest: _Newest, requirements: Sequence[KeptRequirement], facts: Sequence[KeptFact]
) -> tuple[KeptFact, ...]:
    """Skills no pack knows, where the newest document says them."""
    return phrases.find_phrases(
        phrases.phrases(requirements, facts), newest.candidate_id, newest.id, newest.text
    )


def compare(
    title: str,
    requirements: Sequence[Requirement],
    facts: Sequence[Fact],
    today: str,
    text: str = "",
) -> Judged:
    """The findings for one posting and one résumé, without storing anything; ``today`` is ``YYYY-MM-DD``.

    ``text`` is the résumé's, for skills that no pack knows and the words of the title. Requirements are called ``q0``, ``q1`` … in their order.
    """
    knowledge = load()
    inputs = Inputs(
        format=FORMAT,
        rules=CURRENT,
        pack=knowledge.version,
        terms=0,
        title=title,
        today=today,
        weights=DEFAULT_WEIGHTS,
        requirements=tuple(KeptRequirement(id=f"q{n}", requirement=r) for n, r in enumerate(requirements)),
    )
    kept = tuple(
        KeptFact(id=f"f{n}", candidate_id="resume", document_id="resume", fact=f) for n, f in enumerate(facts)
    )
    kept += phrases.find_phrases(
        phrases.phrases(inputs.requirements, kept), "resume", "resume", text[:LONGEST_TEXT]
    )
    return judge(inputs, "resume", kept, memory_of(knowledge), text[:LONGEST_TEXT]).judged
