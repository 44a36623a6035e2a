"""What a client certificate says about its holder."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from appliance.lifecycle.lan import identities, identities_of_pem
from appliance.lifecycle.lan.cards import UPN


def certificate(name, alternatives=()):
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    )
    builder = builder.serial_number(7).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    if alternatives:
        builder = builder.add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
    return builder.sign(key, hashes.SHA256())


def principal(text, tag=0x0C):
    raw = text.encode()
    length = [len(raw)] if len(raw) < 128 else [0x81, len(raw)]
    return x509.OtherName(UPN, bytes([tag, *length]) + raw)


def der(one):
    return one.public_bytes(Encoding.DER)


def test_a_card_of_the_armed_forces_has_number_principal_address_and_name():
    fasc_n = x509.OtherName(x509.ObjectIdentifier("2.16.840.1.101.3.6.6"), b"\x04\x02\xd1\x38")
    one = certificate(
        "AMES.ADA.A.1234567890",
        [fasc_n, principal("1234567890@mil"), x509.RFC822Name("Ada.Ames@example.com")],
    )
    fingerprint = "sha256:" + hashlib.sha256(der(one)).hexdigest()
    assert identities(der(one)) == (
        "edipi:1234567890", "upn:1234567890@mil", "email:ada.ames@example.com", fingerprint, "cn:ames.ada.a.1234567890",
    )  # fmt: skip
    assert identities_of_pem(one.public_bytes(Encoding.PEM)) == identities(der(one))


def test_a_plain_certificate_has_its_fingerprint_and_its_name():
    one = certificate("Rui Reis")
    assert [i.partition(":")[0] for i in identities(der(one))] == ["sha256", "cn"]


@pytest.mark.parametrize(
    "odd",
    [principal("x", tag=0x16), principal("x" * 128), x509.OtherName(UPN, b"\x05\x00")],
)
def test_a_principal_of_another_form_names_nobody(odd):
    assert not [i for i in identities(der(certificate("Rui Reis", [odd]))) if i.startswith("upn:")]


def test_what_is_no_certificate_has_at_most_a_fingerprint():
    assert [i.partition(":")[0] for i in identities(b"nothing of the kind")] == ["sha256"]
    assert identities_of_pem(b"nothing of the kind") == ()
