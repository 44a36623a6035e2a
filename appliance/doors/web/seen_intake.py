"""Intake and its queue as who asks may see them: in the blind view nothing there names anybody.

A file is nobody's yet, so there is nobody to unmask: its name, pictures and text stay covered until the view is ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from appliance.doors.web import seen
from appliance.doors.web.frame import is_blind
from appliance.foundation.contracts.candidates import Likeness
from appliance.foundation.contracts.intake import Batch, BatchFile, Question
from appliance.recruiting.candidates import Mask, Masked

COVERED = "Covered"
PROBLEM = "In the blind view this file is covered: it says who it is from. End the view to look at it and to answer."
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_FILE = re.compile(r"\.\w{2,5}\b")
"""What the name of an import has in it when nobody named it: the name of its first file."""


def refuse() -> None:
    """Raise Masked for a file that is nobody's yet."""
    if is_blind():
        raise Masked


def files(found: Sequence[BatchFile]) -> list[BatchFile]:
    """Files of a batch; those that became a requisition, or somebody unmasked, keep their names."""
    if not is_blind():
        return list(found)
    people = [f.became for f in found if f.became_kind == "candidate" and f.became]
    masks = seen.masks(people)
    open_ = {person for person in people if person not in masks}
    return [f if _is_open(f, open_) else _file(f, masks.get(f.became)) for f in found]


def _is_open(file: BatchFile, open_: set[str]) -> bool:
    return file.became_kind == "requisition" or (file.became_kind == "candidate" and file.became in open_)


def _file(found: BatchFile, mask: Mask | None) -> BatchFile:
    suffix = PurePath(found.name).suffix if len(PurePath(found.name).suffix) < 6 else ""
    reason = _QUOTED.sub("“…”", mask.text(found.reason) if mask else found.reason)
    return found.model_copy(update={"name": f"File {found.ordinal + 1}{suffix}", "reason": reason})


def names(found: Mapping[str, str], of: Iterable[BatchFile]) -> dict[str, str]:
    """What people call what files became."""
    if not is_blind():
        return dict(found)
    masks = seen.masks([f.became for f in of if f.became_kind == "candidate"])
    return {i: masks[i].label if i in masks else name for i, name in found.items()}


def label(text: str) -> str:
    """The name of an import, covered when it is a file's."""
    return "Import" if is_blind() and _FILE.search(text) else text


def batch(found: Batch) -> Batch:
    """A batch: what it is called, and whom its undoing left."""
    if not is_blind():
        return found
    left = tuple(COVERED for _ in found.undo_left)
    return found.model_copy(update={"label": label(found.label), "undo_left": left})


def question(found: Question) -> Question:
    """A question: the file, its import, and why it could be whom."""
    if not is_blind():
        return found
    (file,) = files([found.file])
    masks = seen.masks([x.candidate_id for x in found.likenesses])
    likenesses = tuple(_likeness(x, masks.get(x.candidate_id)) for x in found.likenesses)
    for mask in masks.values():
        file = file.model_copy(update={"reason": mask.text(file.reason)})
    return found.model_copy(
        update={"file": file, "batch_label": label(found.batch_label), "likenesses": likenesses}
    )


def _likeness(found: Likeness, mask: Mask | None) -> Likeness:
    if mask is None:
        return found
    reasons = tuple(r.model_copy(update={"sentence": mask.text(r.sentence)}) for r in found.reasons)
    return found.model_copy(update={"reasons": reasons})
