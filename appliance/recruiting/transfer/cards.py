"""Key cards: who an appliance is, to be carried to another one by hand and compared by six words."""

from __future__ import annotations

import hashlib
from typing import Literal

from pydantic import Field, ValidationError

from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.canonical import canonical_json
from appliance.foundation.kernel.words import six_words
from appliance.foundation.packets import BadKeyFile, Signer, check_recipient
from appliance.foundation.packets.keys import verified
from appliance.recruiting.transfer.errors import NotACard

LARGEST = 4096
SIGNED = b"muster-card 1\n"


class Card(Value):
    """``signer`` is the Ed25519 key in hexadecimal, ``recipient`` the age key that packets are sealed to."""

    format: Literal[1] = 1
    kind: Literal["muster-card"] = "muster-card"
    instance: str = Field(pattern=r"^inst_[0-9a-z]{10,40}$")
    name: str = Field(min_length=1, max_length=80)
    signer: str = Field(pattern=r"^[0-9a-f]{64}$")
    recipient: str = Field(max_length=100)

    @property
    def words(self) -> str:
        """The six words to compare: of the installation and its keys, so that renaming a machine does not change them."""
        return six_words(hashlib.sha256(canonical_json(self.model_dump(exclude={"name"}))).hexdigest())


class SignedCard(Value):
    """A card as a file: the holder of the key signs it, so that nobody hands out another's key as theirs."""

    card: Card
    signature: str = Field(pattern=r"^[0-9a-f]{128}$")


def written(instance: str, name: str, signer: Signer, recipient: str) -> bytes:
    """The card file of this appliance: canonical JSON (RFC 8785) and a line end."""
    card = Card(instance=instance, name=name, signer=signer.public, recipient=recipient)
    signature = signer.sign(SIGNED + canonical_json(card.model_dump())).hex()
    return canonical_json(SignedCard(card=card, signature=signature).model_dump()) + b"\n"


def read(untrusted_content: bytes, name: str) -> Card:
    """The card in a file. Raises NotACard."""
    if len(untrusted_content) > LARGEST:
        raise NotACard(name=name, why="it is too large")
    try:
        found = SignedCard.model_validate_json(untrusted_content)
        check_recipient(found.card.recipient)
    except ValidationError:
        raise NotACard(name=name, why="it is not in the form of one") from None
    except BadKeyFile:
        raise NotACard(name=name, why="its key is not one") from None
    message = SIGNED + canonical_json(found.card.model_dump())
    if not verified(found.card.signer, bytes.fromhex(found.signature), message):
        raise NotACard(name=name, why="it was changed after it was written")
    return found.card
