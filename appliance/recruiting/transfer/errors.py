"""What can be wrong with a card, a packet or its order."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class NotACard(MusterError):
    code = "transfer_card"
    message = "{name} is not a key card of a Muster: {why}."
    hint = "Choose the file that “muster transfer card” wrote on the other appliance."
    http_status = 400
    exit_code = 2


class WordsDiffer(MusterError):
    code = "transfer_words"
    message = "The six words given are not those of this card."
    hint = "Ask the people at the other appliance for its words again. If they differ still, the card was changed on the way."
    http_status = 409
    exit_code = 3


class NotPaired(MusterError):
    code = "transfer_not_paired"
    message = "{name} comes from an appliance that this one is not paired with ({instance})."
    hint = "Exchange key cards first. An appliance that was restored from a backup is a new one: pair with it again."
    http_status = 409
    exit_code = 3


class WrongDirection(MusterError):
    code = "transfer_direction"
    message = "With {partner}, packets are only {direction}."
    hint = "The direction was set when the appliances were paired; pair again to change it."
    http_status = 409
    exit_code = 2


class AlreadyAccepted(MusterError):
    code = "transfer_replay"
    message = "Packet {seq} of {partner} was accepted already, on {at}."
    hint = "Nothing was changed. Bring the next packet."
    http_status = 409
    exit_code = 3


class OutOfOrder(MusterError):
    code = "transfer_gap"
    message = "Packet {seq} of {partner} cannot be accepted yet: {missing} missing."
    hint = (
        "Bring the missing packets first, in their order; the sender still has them or can make them again."
    )
    http_status = 409
    exit_code = 3


class ChainBroken(MusterError):
    code = "transfer_chain"
    message = "Packet {seq} of {partner} does not follow the packet {before} that was accepted here."
    hint = "Two packets with one number exist: the sender's data was put back. Pair with it again."
    http_status = 409
    exit_code = 3


class PartMissing(MusterError):
    code = "transfer_part"
    message = "The packet {name} is not complete: {why}."
    hint = "Copy all its parts into one folder and give the file that ends in .parts.json."
    http_status = 422
    exit_code = 3


class RecordNotUnderstood(MusterError):
    code = "transfer_record"
    message = "Record {number} of the packet is not understood ({why})."
    hint = "Nothing was changed. The sender may be a newer Muster: upgrade this one first."
    http_status = 422
    exit_code = 3


class ConflictsOpen(MusterError):
    code = "transfer_conflicts"
    message = "{count} records of the packet are in conflict with what is here."
    hint = "Look at each and choose ours, theirs or both; or choose one answer for all."
    http_status = 409
    exit_code = 2


class NothingToSend(MusterError):
    code = "transfer_nothing"
    message = "Nothing changed since the last packet for {partner}."
    hint = "Nothing to do."
    http_status = 409
    exit_code = 2
