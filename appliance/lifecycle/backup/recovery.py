"""The organisation's recovery key: made or named, and not believed before it has opened a test file.

The secret half is never stored here. A backup is sealed to it, so that the organisation can open its backups when
this machine is gone.
"""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass

from appliance.foundation import audit, packets
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.crypto import sha256
from appliance.foundation.store import Store
from appliance.lifecycle import _records as records
from appliance.lifecycle.backup.errors import RecoveryNotBegun, RecoveryProofFailed
from appliance.lifecycle.identity import identity

PROVED, PENDING = "recovery_key", "recovery_pending"


@dataclass(frozen=True, slots=True)
class Recovery:
    """A recovery key by its public half; ``proved_at`` is "" while it waits to be proved."""

    recipient: str
    made_at: str
    proved_at: str = ""
    proved_by: str = ""

    @property
    def name(self) -> str:
        """How it is called in a backup's header."""
        return f"the organisation's recovery key of {self.made_at[:10]}"


@dataclass(frozen=True, slots=True)
class Begun:
    """``key_file`` is to be saved away from this machine ("" when the key was made elsewhere); ``test_file`` is an
    age file that only this key opens, and holds a code.
    """

    recipient: str
    key_file: str
    test_file: bytes


def proved(store: Store) -> Recovery | None:
    """The recovery key in force."""
    return _note(store, PROVED)


def pending(store: Store) -> Recovery | None:
    """The one that waits to be proved."""
    return _note(store, PENDING)


def test_file(store: Store) -> bytes:
    """The test file of the key that waits. Raises RecoveryNotBegun."""
    with store.reading() as tx:
        told = records.note(tx, PENDING)
    if not told:
        raise RecoveryNotBegun
    return base64.b64decode(told["test_file"])


def begin(store: Store, actor: Actor, recipient: str = "") -> Begun:
    """Make a recovery key, or name one that was made elsewhere by its public half. Raises BadKeyFile."""
    own = identity(store)
    secret = "" if recipient else packets.new_secret()
    public = packets.check_recipient(recipient) if recipient else packets.recipient_of(secret)
    code = base64.b32encode(os.urandom(15)).decode()
    test = packets.encrypt_small(f"{code}\n".encode(), public)
    with store.writing() as tx:
        told = {
            "recipient": public,
            "made_at": tx.now,
            "code_hash": sha256(code.encode()),
            "test_file": base64.b64encode(test).decode(),
        }
        records.set_note(tx, PENDING, told)
        audit.append(tx, actor, "backup.recovery_key_begun", public)
        made_at = tx.now
    return Begun(public, _key_file(secret, public, made_at, own.signer.public) if secret else "", test)


def prove(store: Store, actor: Actor, untrusted_key_file: str) -> Recovery:
    """Open the test file with the key file that was saved. Raises BadKeyFile, RecoveryNotBegun, RecoveryProofFailed."""
    given = packets.parse_key_file(untrusted_key_file)
    sealed = test_file(store)
    opened = [code for s in given.secrets if (code := packets.decrypt_small(sealed, s)) is not None]
    if not opened:
        _refuse(store, ", ".join(given.recipients))
    return prove_by_code(store, actor, opened[0].decode())


def prove_by_code(store: Store, actor: Actor, untrusted_code: str) -> Recovery:
    """Give the code that stood in the test file, opened elsewhere. Raises RecoveryNotBegun, RecoveryProofFailed."""
    with store.writing() as tx:
        told = records.note(tx, PENDING)
        if not told:
            raise RecoveryNotBegun
        code = "".join(untrusted_code.split()).upper()
        if sha256(code.encode()) != told["code_hash"]:
            raise RecoveryProofFailed(given="another code", wanted="the one in the test file")
        found = {"recipient": told["recipient"], "made_at": told["made_at"]}
        records.set_note(tx, PROVED, {**found, "proved_at": tx.now, "proved_by": actor.ref})
        records.drop_note(tx, PENDING)
        audit.append(tx, actor, "backup.recovery_key_proved", told["recipient"])
        return Recovery(**found, proved_at=tx.now, proved_by=actor.ref)


def _refuse(store: Store, given: str) -> None:
    waiting = pending(store)
    raise RecoveryProofFailed(given=given, wanted=waiting.recipient if waiting else "no key")


def _note(store: Store, name: str) -> Recovery | None:
    with store.reading() as tx:
        told = records.note(tx, name)
    if not told:
        return None
    return Recovery(**{k: told[k] for k in ("recipient", "made_at", "proved_at", "proved_by") if k in told})


def _key_file(secret: str, public: str, made_at: str, signer: str) -> str:
    return (
        "# Muster: the organisation's recovery key. Whoever has this file can read every backup.\n"
        "# Keep it away from the machine, in two places: on paper and on a stick in a safe.\n"
        f"# made at: {made_at}\n"
        f"# public key: {public}\n"
        f"# signed by: {signer}\n"
        f"{secret}\n"
    )
