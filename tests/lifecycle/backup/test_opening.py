"""A backup that is damaged, changed, of another appliance, of a newer version or of the wrong kind is named as that."""

import pytest

from appliance.foundation import packets
from appliance.foundation.store.migrations import MIGRATIONS
from appliance.lifecycle.backup.checking import unpack
from appliance.lifecycle.backup.errors import BackupNewer, BackupUnsound, NotABackup


@pytest.fixture
def resealed(made, backups, tmp_path):
    """``resealed(header=…, entries=…, signer=…)``: the backup sealed again with something else in it."""

    def seal(entries=None, signer=None, contents=None, **header):
        own = backups.identity
        signer = signer or own.signer
        folder = tmp_path / "again"
        folder.mkdir()
        if entries is None:
            unpack(made.path, own.secrets, folder, backups._store.clock, with_documents=True)
            entries = [packets.measured(name, folder / name) for name, _, _ in made.opened.manifest.entries]
        told = made.opened.header.model_copy(update={"signer": signer.public, **header})
        path = tmp_path / "resealed.muster-backup"
        with path.open("xb") as file:
            packets.seal(file, told, entries, contents or made.opened.manifest.contents, signer)
        return path

    return seal


@pytest.fixture
def opened(backups, tmp_path):
    """``opened(path)`` with the appliance's own keys."""

    def look(path, **more):
        folder = tmp_path / "looked"
        folder.mkdir()
        own = backups.identity
        return unpack(path, own.secrets, folder, backups._store.clock, signers=own.signers, **more)

    return look


def test_the_same_contents_sealed_again_open(resealed, opened):
    assert opened(resealed()).documents == 12


def test_another_key_is_told_which_keys_open_it(made, tmp_path, clock):
    (tmp_path / "empty").mkdir()
    other = packets.new_secret()
    with pytest.raises(packets.SealWrongKey) as caught:
        unpack(made.path, [other], tmp_path / "empty", clock)
    said = caught.value.sentence
    assert packets.recipient_of(other)[:12] in said
    for recipient in made.opened.header.recipients:
        assert recipient.id[:12] in said
        assert recipient.name in said


def test_a_backup_of_a_newer_version_is_refused_before_it_is_decrypted(resealed, opened, tmp_path):
    shape = [*(name for name, _ in MIGRATIONS), "m9999_later"]
    with pytest.raises(BackupNewer, match="m9999_later"):
        opened(resealed(about={"shape": shape}, version="9.0.0"))
    assert list((tmp_path / "looked").iterdir()) == []


def test_a_newer_format_is_named(made, tmp_path):
    later = tmp_path / "later.muster-backup"
    later.write_bytes(made.path.read_bytes().replace(b"muster-sealed 1\n", b"muster-sealed 2\n", 1))
    with pytest.raises(packets.SealNewer, match="format 2"):
        packets.read_header(later)


def test_somebody_elses_signature_is_refused(resealed, opened):
    """Whoever knows the public keys can encrypt to them; only the appliance can sign."""
    with pytest.raises(packets.SealUnknownSigner):
        opened(resealed(signer=packets.Signer(b"s" * 32)))


def test_another_kind_of_sealed_file_is_refused(resealed, opened):
    with pytest.raises(NotABackup, match="packet"):
        opened(resealed(kind="packet"))


def test_a_changed_readable_header_is_noticed(made, opened, tmp_path):
    changed = tmp_path / "changed.muster-backup"
    changed.write_bytes(made.path.read_bytes().replace(b'"version":"', b'"version":"9', 1))
    with pytest.raises(packets.SealDamaged, match="header"):
        opened(changed)


@pytest.mark.parametrize("name", ["../out", "keys/../../out", "/etc/out", "keys//out"])
def test_a_name_that_leads_outside_is_refused_even_when_signed(resealed, opened, name, tmp_path):
    with pytest.raises(BackupUnsound):
        opened(resealed(entries=[packets.measured(name, b"x")]))
    assert not (tmp_path / "out").exists()


def test_counts_that_are_not_those_of_the_database_are_noticed(made, resealed, opened):
    contents = {**made.opened.manifest.contents, "counts": {"candidate": 13}}
    with pytest.raises(BackupUnsound, match="rows"):
        opened(resealed(contents=contents))


def test_a_document_under_another_key_is_noticed(made, resealed, opened, backups, tmp_path):
    folder = tmp_path / "parts"
    folder.mkdir()
    unpack(made.path, backups.identity.secrets, folder, backups._store.clock, with_documents=True)
    names = [name for name, _, _ in made.opened.manifest.entries]
    documents = [n for n in names if n.startswith("files/")]
    (folder / documents[0]).write_bytes((folder / documents[1]).read_bytes())
    with pytest.raises(BackupUnsound, match="does not open"):
        opened(resealed(entries=[packets.measured(n, folder / n) for n in names]))


def test_not_a_sealed_file_at_all(tmp_path):
    plain = tmp_path / "x.muster-backup"
    plain.write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(packets.NotSealed):
        packets.read_header(plain)
