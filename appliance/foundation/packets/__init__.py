"""Seal and open: signed, encrypted files that carry many others."""

from appliance.foundation.packets.errors import (
    BadKeyFile,
    NotSealed,
    SealDamaged,
    SealNewer,
    SealUnknownSigner,
    SealWrongKey,
)
from appliance.foundation.packets.keys import (
    KeyFile,
    Signer,
    check_recipient,
    decrypt_small,
    encrypt_small,
    new_secret,
    parse_key_file,
    recipient_of,
)
from appliance.foundation.packets.opening import Manifest, Taker, open_sealed, read_header
from appliance.foundation.packets.sealing import Entry, Header, Recipient, SourceChanged, measured, seal

__all__ = [
    "BadKeyFile",
    "Entry",
    "Header",
    "KeyFile",
    "Manifest",
    "NotSealed",
    "Recipient",
    "SealDamaged",
    "SealNewer",
    "SealUnknownSigner",
    "SealWrongKey",
    "Signer",
    "SourceChanged",
    "Taker",
    "check_recipient",
    "decrypt_small",
    "encrypt_small",
    "measured",
    "new_secret",
    "open_sealed",
    "parse_key_file",
    "read_header",
    "recipient_of",
    "seal",
]
