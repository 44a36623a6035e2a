"""An unattended set-up names the recovery key by its public half; it counts once its test file was opened elsewhere."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.foundation import packets
from appliance.lifecycle.provisioning import ProvisionOdd, parse

ROOT = Path(__file__).parents[2]


def muster(*arguments, text=""):
    command = [sys.executable, "-W", "ignore", "-m", "appliance.entry", *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, text=True, cwd=ROOT, check=False)


def test_the_test_file_is_left_and_its_code_proves_the_key(tmp_path):
    secret = packets.new_secret()
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    said = {"format": 1, "recovery_key": packets.recipient_of(secret)}
    done = muster("provision", "--data", data, text=json.dumps(said))
    assert done.returncode == 0, done.stderr
    test_file = Path(json.loads(done.stdout)["recovery_test"])
    assert muster("backup", "make", "--data", data).returncode == 1
    code = packets.decrypt_small(test_file.read_bytes(), secret).decode()
    done = muster("backup", "recovery-key", test_file, "--code", code.strip(), "--data", data)
    assert done.returncode == 0, done.stderr
    assert muster("backup", "make", "--data", data).returncode == 0


@pytest.mark.parametrize("bad", ["", "age1short", "AGE-SECRET-KEY-1" + "Q" * 58, 7])
def test_what_is_no_public_key_is_refused(bad):
    with pytest.raises(ProvisionOdd):
        parse(json.dumps({"format": 1, "recovery_key": bad}))
