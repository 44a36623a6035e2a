"""Is this the same person? Decided by named reasons, purely.

An e-mail address, a phone or a profile link of one's own, together with the same name, is the same person.
One of them with another name, or a name with the same employer or school, is a question for a person.
The same name alone is neither: many people share one.
"""

from __future__ import annotations

from collections.abc import Iterable

from appliance.foundation.contracts.candidates import Likeness, Reason
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.kernel.text import fold, fold_words

STRONG = ("email", "phone", "link")
WEIGHTS = {
    "email": 6,
    "phone": 5,
    "link": 5,
    "name": 3,
    "name_employer": 3,
    "name_school": 2,
    "name_title": 1,
}
SAME_PERSON = 8
ASK = 5
SENTENCES = {
    "email": "same e-mail address",
    "phone": "same phone number",
    "link": "same profile link",
    "name": "same name",
    "name_employer": "same name at the same employer",
    "name_school": "same name at the same school",
    "name_title": "same name with the same title",
}
Key = tuple[str, str]


def name_key(name: str) -> str:
    """A name for comparison: folded, words in alphabetical order, so that "Doe, Jane" is "Jane Doe"."""
    return " ".join(sorted(fold_words(name).split()))


def keys_of(facts: Iterable[Fact]) -> frozenset[Key]:
    """What identifies the person of these facts, as (reason, value) pairs."""
    facts = list(facts)
    names = {name_key(f.value) for f in facts if f.kind == "name"} - {""}
    keys: set[Key] = {("name", name) for name in names}
    for fact in facts:
        if fact.kind == "email":
            keys.add(("email", fold(fact.normal or fact.value)))
        elif fact.kind == "phone" and sum(c.isdigit() for c in fact.normal) >= 8:
            keys.add(("phone", fact.normal))
        elif fact.kind == "link" and fact.detail.get("site") in ("linkedin", "github"):
            keys.add(("link", fold(fact.normal or fact.value).rstrip("/")))
        elif fact.kind in ("employer", "school", "title"):
            keys |= {(f"name_{fact.kind}", f"{n}|{fold_words(fact.value)}") for n in names}
    return frozenset(k for k in keys if k[1])


def judge(mine: frozenset[Key], candidate_id: str, theirs: frozenset[Key]) -> Likeness:
    """Compare the keys of a document with those of one known candidate."""
    shared: dict[str, str] = {}
    for kind, value in sorted(mine & theirs):
        shared.setdefault(kind, value)
    reasons = tuple(
        Reason(name=kind, weight=WEIGHTS[kind], sentence=SENTENCES[kind])
        for kind in sorted(shared, key=lambda k: -WEIGHTS[k])
    )
    points = sum(r.weight for r in reasons)
    strong = any(r.name in STRONG for r in reasons)
    if strong and "name" in shared and points >= SAME_PERSON:
        verdict = "same_person"
    elif points >= ASK:
        verdict = "ask"
    else:
        verdict = "different"
    return Likeness(candidate_id=candidate_id, reasons=reasons, verdict=verdict)  # type: ignore[arg-type]


def decide(likenesses: Iterable[Likeness]) -> tuple[str, tuple[Likeness, ...]]:
    """(``new`` | ``same_person`` | ``ask``, the likenesses that led to it, strongest first).

    Two different people both "the same" is a question, never a choice.
    """
    ranked = sorted(likenesses, key=lambda x: (-sum(r.weight for r in x.reasons), x.candidate_id))
    same = [x for x in ranked if x.verdict == "same_person"]
    ask = [x for x in ranked if x.verdict == "ask"]
    if len(same) == 1:
        return "same_person", (same[0],)
    if same or ask:
        return "ask", tuple(same + ask)
    return "new", ()
