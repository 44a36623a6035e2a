"""Who this installation is: a number of its own, a key that opens its backups, a key that signs them.

The keys lie in ``keys/`` and travel inside backups. A restored copy is another installation: it gets a new number
and a new key that opens, and keeps the old one for what was sealed to it. It goes on signing with the same key, because
that is the one the organisation's recovery key file names.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from appliance.foundation import packets
from appliance.foundation.kernel.files import write_atomically
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.store import Store, Writing
from appliance.foundation.store.keys import load_or_make_key
from appliance.lifecycle import _records as records

NOTE = "instance"
OPENS, SIGNS = "appliance.age", "signing.key"


@dataclass(frozen=True, slots=True)
class Identity:
    """``secrets`` open backups, the present one first; ``signers`` are the public keys to accept."""

    instance: str
    made_at: str
    came_from: tuple[str, ...]
    signer: packets.Signer
    secrets: tuple[str, ...]
    signers: tuple[str, ...]

    @property
    def recipient(self) -> packets.Recipient:
        """The appliance's own key, as it is named in a backup's header."""
        return packets.Recipient(
            id=packets.recipient_of(self.secrets[0]), name=f"the key of this appliance, {self.instance}"
        )


def identity(store: Store) -> Identity:
    """Who this is; made on first use."""
    keys = store.folder / "keys"
    with store.reading() as tx:
        told = records.note(tx, NOTE)
    if not told or not (keys / OPENS).exists() or not (keys / SIGNS).exists():
        with store.writing() as tx:
            told = records.note(tx, NOTE)  # somebody else may have been faster
            if not told or not (keys / OPENS).exists() or not (keys / SIGNS).exists():
                told = _new(tx, keys, told)
    return _read(told, keys)


def renew(store: Store) -> Identity:
    """Become another installation, with a key of its own; what was sealed to the old one still opens."""
    keys = store.folder / "keys"
    with store.writing() as tx:
        told = _new(tx, keys, records.note(tx, NOTE))
    return _read(told, keys)


def key_file_of(data: Path) -> packets.KeyFile:
    """The appliance's keys as they lie in a data directory, also when its database no longer opens.

    No secrets when there are none: a backup then says which keys open it. Raises BadKeyFile for a damaged file.
    """
    path = data / "keys" / OPENS
    if not path.exists():
        return packets.KeyFile((), "")
    found = packets.parse_key_file(path.read_text(encoding="utf-8"))
    signs = data / "keys" / SIGNS
    seed = bytes.fromhex(signs.read_text(encoding="ascii").strip()) if signs.exists() else b""
    return packets.KeyFile(found.secrets, packets.Signer(seed).public if seed else "")


def _new(tx: Writing, keys: Path, told: dict[str, Any]) -> dict[str, Any]:
    """Number and keys; what ``told`` names as the present ones becomes the former ones."""
    former: tuple[str, ...] = ()
    if (keys / OPENS).exists():
        former = packets.parse_key_file((keys / OPENS).read_text(encoding="utf-8")).secrets
    lines = [packets.new_secret(), *former]
    write_atomically(keys / OPENS, "\n".join([*lines, ""]).encode("ascii"))
    signer = packets.Signer(load_or_make_key(keys / SIGNS)).public
    signers = list(told["signers"]) if told else []
    told = {
        "instance": new_id("inst"),
        "made_at": tx.now,
        "came_from": [*told["came_from"], told["instance"]] if told else [],
        "signers": signers if signer in signers else [signer, *signers],
    }
    records.set_note(tx, NOTE, told)
    return told


def _read(told: dict[str, Any], keys: Path) -> Identity:
    text = (keys / OPENS).read_text(encoding="utf-8")
    seed = bytes.fromhex((keys / SIGNS).read_text(encoding="ascii").strip())
    return Identity(
        instance=told["instance"],
        made_at=told["made_at"],
        came_from=tuple(told["came_from"]),
        signer=packets.Signer(seed),
        secrets=packets.parse_key_file(text).secrets,
        signers=tuple(told["signers"]),
    )
