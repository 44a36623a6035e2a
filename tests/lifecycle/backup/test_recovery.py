"""The recovery key counts once it has opened a test file, and never lies on the machine."""

import subprocess

import pytest

from appliance.foundation import packets
from appliance.lifecycle.backup import recovery
from appliance.lifecycle.backup.errors import RecoveryNotBegun, RecoveryProofFailed


def test_the_saved_file_proves_it(backups, ada):
    begun = backups.begin_recovery(ada)
    assert backups.recovery_keys()[0] is None
    backups.prove_recovery(ada, begun.key_file)
    proved, waits = backups.recovery_keys()
    assert proved.recipient == begun.recipient
    assert proved.proved_by == "user:ada"
    assert waits is None


def test_the_secret_half_is_nowhere_in_the_data_directory(backups, store, ada):
    begun = backups.begin_recovery(ada)
    backups.prove_recovery(ada, begun.key_file)
    secret = packets.parse_key_file(begun.key_file).secrets[0]
    with store.reading() as tx:
        assert secret not in str(tx.rows("SELECT * FROM note")) + str(tx.rows("SELECT * FROM audit_entry"))
    for path in store.folder.rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()


def test_another_key_does_not_prove_it_and_both_are_named(backups, ada):
    begun = backups.begin_recovery(ada)
    other = packets.new_secret()
    with pytest.raises(RecoveryProofFailed) as caught:
        backups.prove_recovery(ada, other)
    assert begun.recipient in caught.value.sentence
    assert packets.recipient_of(other) in caught.value.sentence
    assert backups.recovery_keys()[0] is None


def test_a_key_with_a_typing_mistake_is_told_from_another_key(backups, ada):
    begun = backups.begin_recovery(ada)
    secret = packets.parse_key_file(begun.key_file).secrets[0]
    wrong = secret[:-1] + ("Q" if secret[-1] != "Q" else "P")
    with pytest.raises(packets.BadKeyFile, match="typing"):
        backups.prove_recovery(ada, wrong)


def test_nothing_waits_nothing_is_proved(backups, ada):
    with pytest.raises(RecoveryNotBegun):
        backups.prove_recovery(ada, packets.new_secret())


def test_a_key_made_elsewhere_is_proved_by_the_code_in_its_test_file(backups, ada, tmp_path):
    """The secret half stays where it is: stock age opens the test file there."""
    key = tmp_path / "key"
    secret = packets.new_secret()
    key.write_text(secret + "\n")
    begun = backups.begin_recovery(ada, packets.recipient_of(secret))
    assert begun.key_file == ""
    opened = subprocess.run(["age", "-d", "-i", key], input=begun.test_file, capture_output=True, check=True)
    with pytest.raises(RecoveryProofFailed):
        backups.prove_recovery_by_code(ada, "A" * 24)
    found = backups.prove_recovery_by_code(ada, opened.stdout.decode().lower())
    assert found.recipient == packets.recipient_of(secret)


def test_a_new_key_replaces_the_old_one_only_when_proved(store, backups, key_file, ada):
    begun = recovery.begin(store, ada)
    assert backups.recovery_keys()[0].recipient == key_file.recipients[0]
    recovery.prove(store, ada, begun.key_file)
    assert backups.recovery_keys()[0].recipient == begun.recipient
