"""What a client certificate (PIV, CAC) says about who holds it."""

from __future__ import annotations

import hashlib
import re

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

UPN = x509.ObjectIdentifier("1.3.6.1.4.1.311.20.2.3")
"""The user principal name, an ``otherName`` of the subject alternative name."""
_UTF8, _SHORT_LENGTH = 0x0C, 0x80
_EDIPI = re.compile(r"\.(\d{10})$")
"""A CAC's common name ends in the person's number: LAST.FIRST.MIDDLE.1234567890."""
LONGEST = 200


def identities(untrusted_der: bytes) -> tuple[str, ...]:
    """Ways to name the certificate, the most lasting first: ``edipi: upn: email: sha256: cn:``, in small letters.

    The certificate must have been verified (the TLS front does); ``sha256`` is over its DER form and is always there. A
    certificate that cannot be read has only that one.
    """
    fingerprint = "sha256:" + hashlib.sha256(untrusted_der).hexdigest()
    try:
        certificate = x509.load_der_x509_certificate(untrusted_der)
        names = [str(part.value) for part in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
        mails, principals = _alternative(certificate)
    except ValueError:
        return (fingerprint,)
    numbers = [found.group(1) for name in names if (found := _EDIPI.search(name))]
    said = [f"edipi:{n}" for n in numbers] + [f"upn:{p}" for p in principals] + [f"email:{m}" for m in mails]
    said += [fingerprint, *(f"cn:{n}" for n in names)]
    return tuple(one.lower() for one in said if len(one) <= LONGEST and one.isprintable())


def identities_of_pem(untrusted_pem: bytes) -> tuple[str, ...]:
    """``identities`` of the first certificate in PEM form; empty when there is none."""
    try:
        found = x509.load_pem_x509_certificate(untrusted_pem)
    except ValueError:
        return ()
    return identities(found.public_bytes(Encoding.DER))


def _alternative(certificate: x509.Certificate) -> tuple[list[str], list[str]]:
    """E-mail addresses and user principal names."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return [], []
    others = names.get_values_for_type(x509.OtherName)
    principals = [_text(other.value) for other in others if other.type_id == UPN]
    return list(names.get_values_for_type(x509.RFC822Name)), [p for p in principals if p]


def _text(der: bytes) -> str:
    """The text of a DER UTF8String of fewer than 128 bytes, else ""."""
    if len(der) < 2 or der[0] != _UTF8 or der[1] >= _SHORT_LENGTH or der[1] != len(der) - 2:
        return ""
    return der[2:].decode("utf-8", "replace")
