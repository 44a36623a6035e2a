"""A disk that fills up while a backup is made or restored: said as that, nothing half-written stays, the data are whole.

On a small file system in a namespace of its own; where that is refused, the reason is printed.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = """
import json, os, sys
from pathlib import Path
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.store import Store
from appliance.foundation.packets import parse_key_file
from appliance.lifecycle.backup import room
from appliance.lifecycle.backup.desk import Backups
from appliance.lifecycle.restore import restore_folder

ada = Actor(ref="user:ada", name="Ada", kind="user")
small, large = Path(sys.argv[1]), Path(sys.argv[2])
store = Store(large / "data", SystemClock())
outside = Backups(store, large / "kept")
begun = outside.begin_recovery(ada)
outside.prove_recovery(ada, begun.key_file)
with store.writing() as tx:
    for number in range(60):
        person = f"cand_{number}"
        name = store.files.put(tx, person, os.urandom(100_000))
        tx.insert("candidate", id=person, name=person, added_at=tx.now, changed_at=tx.now)
        tx.insert("candidate_document", id=f"d{number}", candidate_id=person, sha256=name, file_name="x",
                  format="text", text="", layout="{}", notes="[]", reader="1", added_at=tx.now)
told = {}
def attempt(name, act):
    try:
        act()
        told[name] = "done"
    except MusterError as error:
        told[name] = error.code
attempt("asked before", lambda: Backups(store, small / "kept").make(ada))
made = outside.make(ada)
room.need = lambda *_: None  # another program takes the space after we asked
attempt("while made", lambda: Backups(store, small / "kept").make(ada))
told["left by the backup"] = sorted(p.name for p in (small / "kept").glob("*"))
store.close()
secrets = parse_key_file(begun.key_file).secrets
attempt("while restored", lambda: restore_folder(made.path, secrets, small / "data", SystemClock(), ada))
told["left by the restore"] = sorted(p.name for p in small.iterdir())
print(json.dumps(told))
"""


@pytest.mark.timeout(300)
def test_a_full_disk_leaves_nothing_half_written(tmp_path):
    small, large = tmp_path / "small", tmp_path / "large"
    small.mkdir()
    large.mkdir()
    inside = f'mount -t tmpfs -o size=5m tmpfs "{small}" && exec "$@"'
    for unshare in (["unshare", "-m"], ["unshare", "-rm"]):
        if (
            subprocess.run(
                [*unshare, "sh", "-c", f'mount -t tmpfs tmpfs "{small}"'], capture_output=True, check=False
            ).returncode
            == 0
        ):
            break
    else:
        pytest.skip("this machine lets nobody mount a small file system in a namespace")
    command = [*unshare, "sh", "-c", inside, "sh", sys.executable, "-c", SCRIPT, str(small), str(large)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    print(told)
    assert told == {
        "asked before": "no_room",
        "while made": "disk_filled_up",
        "left by the backup": [".lock"],
        "while restored": "disk_filled_up",
        "left by the restore": ["kept"],
    }
