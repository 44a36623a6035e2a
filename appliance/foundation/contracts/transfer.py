"""What a packet carries: whole records, as one appliance knows them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from appliance.foundation.contracts.candidates import CorrectionAction
from appliance.foundation.contracts.facts import Fact, FactKind
from appliance.foundation.contracts.reading import QualityNote
from appliance.foundation.contracts.requirements import PostingReading, Requirement
from appliance.foundation.contracts.requisitions import RequisitionState
from appliance.foundation.contracts.values import Scalar, Value

FORMAT: Literal[1] = 1
SHA256 = r"^[0-9a-f]{64}$"
Direction = Literal["both", "send", "receive"]
Category = Literal["new", "changed", "unchanged", "conflict"]
Resolution = Literal["ours", "theirs", "both"]


class CarriedDocument(Value):
    """A document with everything read from it. ``layout`` is ``contracts.layouts.dump_layout``."""

    sha256: str = Field(pattern=SHA256)
    file_name: str = Field(max_length=255)
    format: str = Field(max_length=20)
    text: str
    layout: str
    notes: tuple[QualityNote, ...]
    facts: tuple[Fact, ...]
    reader: str = Field(max_length=80)
    typed_by: str = Field(max_length=200)
    added_at: str = Field(max_length=40)


class CarriedCorrection(Value):
    """What a person of the sending appliance said about a fact."""

    action: CorrectionAction
    kind: FactKind
    was: str
    value: str
    normal: str
    detail: dict[str, Scalar]
    author_name: str = Field(max_length=200)
    at: str = Field(max_length=40)


class CarriedCandidate(Value):
    """A candidate; ``id`` is the sender's. Documents oldest first."""

    format: Literal[1] = FORMAT
    id: str = Field(pattern=r"^cand_[0-9a-z]{10,40}$")
    name: str
    documents: tuple[CarriedDocument, ...]
    corrections: tuple[CarriedCorrection, ...]


class CarriedPosting(Value):
    """One version of a posting with everything read from it."""

    sha256: str = Field(pattern=SHA256)
    file_name: str = Field(max_length=255)
    format: str = Field(max_length=20)
    text: str
    layout: str
    notes: tuple[QualityNote, ...]
    reading: PostingReading
    reader: str = Field(max_length=80)


class CarriedRequirementCorrection(Value):
    """What a person of the sending appliance said about a requirement."""

    action: CorrectionAction
    was: str
    requirement: Requirement | None
    author_name: str = Field(max_length=200)


class CarriedRequisition(Value):
    """A requisition; ``id`` and ``reference`` are the sender's. Postings oldest first."""

    format: Literal[1] = FORMAT
    id: str = Field(pattern=r"^req_[0-9a-z]{10,40}$")
    reference: str = Field(max_length=40)
    title: str
    organisation: str
    state: RequisitionState
    postings: tuple[CarriedPosting, ...]
    corrections: tuple[CarriedRequirementCorrection, ...]


class Partner(Value):
    """Another appliance. ``sent`` and ``received`` are the numbers of the last packets, ``acknowledged`` of the last with a receipt."""

    id: str
    instance: str
    name: str
    signer: str
    recipient: str
    words: str
    direction: Direction
    sent: int
    acknowledged: int
    received: int
    added_by_name: str
    added_at: str


class Packet(Value):
    """One packet that left or came. ``state``: sent, acknowledged, accepted."""

    id: str
    partner_id: str
    outgoing: bool
    seq: int
    sha256: str
    state: str
    counts: dict[str, int]
    at: str
    by_name: str


class Item(Value):
    """One record of a packet beside ours: what accepting would do with it.

    ``ours`` is the local id ("" for a new one), ``title`` a name for people; ``theirs_shown`` and ``ours_shown`` are (label, value)
    pairs of what a person compares.
    """

    kind: Literal["candidate", "requisition"]
    theirs: str
    ours: str
    category: Category
    title: str
    why: str = ""
    theirs_shown: tuple[tuple[str, str], ...] = ()
    ours_shown: tuple[tuple[str, str], ...] = ()


class DryRun(Value):
    """What accepting a packet would do."""

    partner: Partner
    seq: int
    made_at: str
    items: tuple[Item, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Records by category."""
        found = dict.fromkeys(("new", "changed", "unchanged", "conflict"), 0)
        for item in self.items:
            found[item.category] += 1
        return found
