"""A restore is beside the live data, is another installation, and changes nothing when it is refused."""

import pytest

from appliance.foundation import audit, packets
from appliance.foundation.store import Store
from appliance.foundation.store.connection import connect
from appliance.foundation.store.errors import DataInUse
from appliance.foundation.store.keys import load_or_make_key
from appliance.foundation.store.migrate import migrate
from appliance.lifecycle import evidence, outside
from appliance.lifecycle.backup import making, recovery
from appliance.lifecycle.identity import identity, key_file_of
from appliance.lifecycle.installation import Installation
from appliance.lifecycle.restore import MARK, restore_folder, restore_generation


def installed(tmp_path, clock, people):
    """An installation of one person's own with two people in its data."""
    place = Installation(tmp_path / "opt", tmp_path / "var", "user")
    places = place.generations()
    release = places.releases / "1-0.1.0"
    release.mkdir(parents=True)
    with places.changing("install") as change:
        first = Store(change.data, clock)
        people(first, count=2)
        first.close()
        change.switch(release)
        change.prove()
    return place


def restored(data, clock):
    store = Store(data, clock)
    with store.reading() as tx:
        rows = tx.rows("SELECT candidate_id, sha256, text FROM candidate_document ORDER BY candidate_id")
        for row in rows:
            assert store.files.get(tx, row["candidate_id"], row["sha256"]).decode() == row["text"]
    verified = audit.verify(store)
    own = identity(store)
    store.close()
    assert verified.broken_at == 0
    return rows, verified, own


def test_a_second_machine_needs_the_backup_and_the_recovery_key(made, key_file, tmp_path, clock, ada):
    done = restore_folder(
        made.path, key_file.secrets, tmp_path / "second", clock, ada, signers=[key_file.signer]
    )
    rows, verified, own = restored(done.data, clock)
    assert len(rows) == 12
    assert verified.entries == made.opened.log[0] + 1
    assert own.instance != made.opened.header.instance
    assert own.came_from == (made.opened.header.instance,)
    assert done.kept is None
    assert not (done.data / MARK).exists()
    assert not (done.data / "index").exists()


def test_it_can_make_and_open_backups_again_and_open_the_old_ones(made, key_file, tmp_path, clock, ada):
    from appliance.lifecycle.backup.desk import Backups

    done = restore_folder(made.path, key_file.secrets, tmp_path / "second", clock, ada)
    store = Store(done.data, clock)
    desk = Backups(store, done.data / "backups")
    clock.forward(hours=1)
    again = desk.make(ada)
    assert again.opened.header.instance == done.filled.identity.instance
    desk.verify(ada, again.path, key_file)  # the same recovery key, the same signer
    desk.verify(ada, made.path)
    store.close()


def test_the_data_that_were_there_are_kept_beside(store, made, backups, people, clock, ada):
    people(store, first=100, count=3)
    data = store.folder
    store.close()
    done = restore_folder(made.path, key_file_of(data).secrets, data, clock, ada)
    assert len(restored(data, clock)[0]) == 12
    assert done.kept.name == "data.before-20260302T090000.000000Z"
    assert len(restored(done.kept, clock)[0]) == 15


def test_backups_inside_the_data_directory_come_along(store, made, clock, ada):
    inside = store.folder / "backups"
    inside.mkdir()
    (inside / made.path.name).write_bytes(made.path.read_bytes())
    store.close()
    done = restore_folder(
        inside / made.path.name, key_file_of(store.folder).secrets, store.folder, clock, ada
    )
    assert (done.data / "backups" / made.path.name).exists()
    assert (done.kept / "backups" / made.path.name).exists()


def test_a_server_that_runs_is_not_pulled_away_from_under(store, made, clock, ada):
    with pytest.raises(DataInUse) as caught:
        restore_folder(made.path, key_file_of(store.folder).secrets, store.folder, clock, ada)
    assert caught.value.exit_code == 5
    assert not list(store.folder.parent.glob("data.restoring-*"))


def test_a_refused_one_changes_nothing(store, made, clock, ada, tmp_path):
    data = store.folder
    store.close()
    before = sorted(str(p) for p in tmp_path.rglob("*"))
    with pytest.raises(packets.SealWrongKey):
        restore_folder(made.path, [packets.new_secret()], data, clock, ada)
    content = bytearray(made.path.read_bytes())
    content[-2000] ^= 4
    made.path.write_bytes(content)
    with pytest.raises(packets.SealDamaged):
        restore_folder(made.path, key_file_of(data).secrets, data, clock, ada)
    assert sorted(str(p) for p in tmp_path.rglob("*")) == before


def test_what_an_interrupted_restore_left_is_cleared_away_and_old_data_never(
    made, key_file, tmp_path, clock, ada
):
    half, old = tmp_path / "second.restoring-half", tmp_path / "second.restoring-old"
    for folder in (half, old):
        folder.mkdir()
        (folder / "muster.db").touch()
    (half / MARK).touch()
    restore_folder(made.path, key_file.secrets, tmp_path / "second", clock, ada)
    assert not half.exists()
    assert old.exists()


def test_a_backup_of_an_older_shape_is_brought_to_the_present_one(tmp_path, clock, ada):
    folder = tmp_path / "older"
    key = load_or_make_key(folder / "keys/store.key")
    connection = connect(folder / "muster.db", key)
    migrate(connection, upto="m0007_matching")
    connection.close()
    old = Store(folder, clock, migrating=False)
    begun = recovery.begin(old, ada)
    recovery.prove(old, ada, begun.key_file)
    made = making.make(old, tmp_path / "kept")
    old.close()
    assert made.opened.manifest.contents["shape"][-1] == "m0007_matching"
    secrets = packets.parse_key_file(begun.key_file).secrets
    done = restore_folder(made.path, secrets, tmp_path / "newer", clock, ada)
    assert "m0008_backup" in done.filled.migrated


def test_an_installation_gets_it_as_a_new_generation(made, key_file, people, tmp_path, clock, ada):
    place = installed(tmp_path, clock, people)
    asked = []
    done = restore_generation(
        made.path, key_file.secrets, place, clock, ada, asked.append, look=lambda *_: ["it answers"]
    )
    places = place.generations()
    assert places.active().number == 2
    assert places.proven().number == 2
    assert places.active().kind == "restore"
    assert len(restored(places.active().data, clock)[0]) == 12
    assert done.kept == tmp_path / "var/gen-1"
    assert len(restored(done.kept, clock)[0]) == 2
    record = evidence.read_all(place.program)[-1]
    assert (record["kind"], record["outcome"]) == ("restore", "done")
    assert record["about"]["backup_of"] == made.opened.header.instance
    assert record["about"]["counts"]["candidate"] == 12


def unhealthy(*_):
    raise outside.Unhealthy(why="the page answers 500")


@pytest.mark.parametrize("how", ["another key", "the page does not come"])
def test_a_failed_restore_leaves_the_generation_that_ran(made, key_file, people, tmp_path, clock, ada, how):
    place = installed(tmp_path, clock, people)
    secrets = [packets.new_secret()] if how == "another key" else key_file.secrets
    with pytest.raises((packets.SealWrongKey, outside.Unhealthy)):
        restore_generation(made.path, secrets, place, clock, ada, print, look=unhealthy)
    places = place.generations()
    assert places.active().number == places.proven().number == 1
    assert len(restored(places.active().data, clock)[0]) == 2
    places.recover()
    assert evidence.read_all(place.program)[-1]["outcome"] == "failed"
    assert [p.name for p in (tmp_path / "var").iterdir() if p.name.startswith("gen")] == ["gen-1"]
