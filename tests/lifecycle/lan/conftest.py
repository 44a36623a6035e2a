"""A site's CA, and client cards that it gave out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


class SiteCA:
    """Signs what it is asked to; ``now`` is when."""

    def __init__(self, now, name="Example Site CA"):
        self.now = now
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        public = self.key.public_key()
        usage = dict.fromkeys(
            ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only",
             "decipher_only", "digital_signature"), False,
        )  # fmt: skip
        self.certificate = (
            self._builder(self.name, public, timedelta(days=900))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(x509.KeyUsage(key_cert_sign=True, crl_sign=True, **usage), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        self.pem = self.certificate.public_bytes(Encoding.PEM)

    def _builder(self, subject, public, life):
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.now - timedelta(days=1))
            .not_valid_after(self.now + life)
        )

    def sign(self, csr, *, days=90, hosts=None):
        """A server certificate for a request, with our own after it; ``hosts`` instead of those asked for."""
        asked = x509.load_pem_x509_csr(csr)
        names = asked.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        if hosts is not None:
            names = x509.SubjectAlternativeName([x509.DNSName(h) for h in hosts])
        made = self._finish(
            self._builder(asked.subject, asked.public_key(), timedelta(days=days)).add_extension(
                names, critical=False
            ),
            ExtendedKeyUsageOID.SERVER_AUTH,
        )
        return made.public_bytes(Encoding.PEM) + self.pem

    def card(self, name):
        """A client's key and certificate in PEM, and its serial number."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = self._finish(
            self._builder(subject, key.public_key(), timedelta(days=90)), ExtendedKeyUsageOID.CLIENT_AUTH
        )
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return SimpleNamespace(pem=private + made.public_bytes(Encoding.PEM), serial=made.serial_number)

    def _finish(self, builder, usage):
        return (
            builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
            )
            .sign(self.key, hashes.SHA256())
        )

    def revoked(self, *serials, days=30):
        """A revocation list in PEM."""
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.name)
        builder = builder.last_update(self.now - timedelta(days=2)).next_update(
            self.now + timedelta(days=days)
        )
        for serial in serials:
            one = (
                x509.RevokedCertificateBuilder()
                .serial_number(serial)
                .revocation_date(self.now - timedelta(days=2))
            )
            builder = builder.add_revoked_certificate(one.build())
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
        ).add_extension(x509.CRLNumber(1), critical=False)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM)


@pytest.fixture
def site(clock):
    """The site's CA at the tests' own time."""
    return SiteCA(clock.now())


@pytest.fixture
def site_today():
    """The site's CA by the machine's clock, which is OpenSSL's."""
    return SiteCA(datetime.now(UTC))
