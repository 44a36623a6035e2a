"""Backups in the browser: the recovery key and its proof, the list, the plan, and who may."""

import io
import re

import pytest

from appliance.foundation import packets


@pytest.fixture
def worker(services):
    found, _, indexer = services.worker("test")
    yield found
    indexer.close()


@pytest.fixture
def with_key(ada, services):
    """Ada made the recovery key in the browser and gave the saved file back."""
    ada.get("/backups/recovery-key")
    answer = ada.post("/backups/recovery-key", {"how": "save"})
    assert "muster-recovery.txt" in answer.headers["Content-Disposition"]
    sent = {"file": (io.BytesIO(answer.data), "muster-recovery.txt")}
    assert ada.post("/backups/recovery-key/proof", sent).status_code == 303
    return packets.parse_key_file(answer.text)


def test_before_the_key_there_is_a_warning_and_no_button(ada):
    text = ada.get("/backups").text
    assert "There is no recovery key" in text
    assert "Make one now" not in text


def test_the_saved_file_proves_the_key_and_the_first_backup_is_made(ada, with_key, worker, services):
    assert "is being made" in ada.get("/backups").text
    worker.drain(("backup.make",))
    text = ada.get("/backups").text
    assert services.backups.newest().name in text
    assert "Good" in text
    assert "Make one now" in text


def test_another_file_does_not_prove_it(ada):
    ada.get("/backups/recovery-key")
    ada.post("/backups/recovery-key", {"how": "save"})
    answer = ada.post("/backups/recovery-key/proof", {"text": packets.new_secret()})
    assert answer.status_code == 422
    assert "does not open the test file" in answer.text
    assert ada.post("/backups/recovery-key/proof", {"text": "hello"}).status_code == 400


def test_a_key_can_be_printed_and_its_line_typed(ada):
    ada.get("/backups/recovery-key")
    shown = ada.post("/backups/recovery-key", {"how": "print"}).text
    secret = re.search(r"AGE-SECRET-KEY-1[A-Z0-9]+", shown).group()
    assert ada.post("/backups/recovery-key/proof", {"text": secret.lower()}).status_code == 303
    assert "AGE-SECRET-KEY" not in ada.get("/backups/recovery-key").text.replace("AGE-SECRET-KEY-1, as", "")


def test_a_key_made_elsewhere_is_proved_by_a_code(ada):
    secret = packets.new_secret()
    ada.get("/backups/recovery-key")
    answer = ada.post("/backups/recovery-key", {"public": packets.recipient_of(secret)})
    code = packets.decrypt_small(answer.data, secret).decode()
    assert ada.post("/backups/recovery-key/proof", {"code": code}).status_code == 303


def test_made_verified_rehearsed_and_saved(ada, with_key, worker, services):
    worker.drain(("backup.make",))
    ada.get("/backups")
    name = services.backups.newest().name
    assert ada.post(f"/backups/{name}/verify").status_code == 303
    assert ada.post(f"/backups/{name}/drill").status_code == 303
    assert "At work" in ada.get("/backups/now").text
    worker.drain(("backup.verify", "backup.drill"))
    text = ada.get("/backups").text
    assert "tables with the same rows" in text
    assert "At work" not in text
    saved = ada.client.get(f"/backups/{name}", base_url="http://127.0.0.1:8317")
    assert saved.data == (services.backups.folder / name).read_bytes()
    assert saved.headers["Content-Type"] == "application/octet-stream"
    saved.close()
    actions = [e["action"] for e in services.audit.entries(action="backup.")]
    assert actions[:3] == ["backup.saved", "backup.drilled", "backup.verified"]


def test_a_damaged_one_is_shown_as_that(ada, with_key, worker, services):
    worker.drain(("backup.make",))
    newest = services.backups.newest()
    path = services.backups.folder / newest.name
    path.write_bytes(path.read_bytes()[:-1])
    ada.get("/backups")
    ada.post(f"/backups/{newest.name}/verify")
    worker.drain(("backup.verify",))
    assert "Damaged" in ada.get("/backups").text


def test_the_plan_is_changed_and_refused(ada, services):
    ada.get("/backups")
    plan = {"every_hours": "12", "hour": "3", "days": "5", "weeks": "2", "months": "1"}
    assert ada.post("/backups/plan", plan).status_code == 303
    assert services.backups.plan().hour == 3
    assert ada.post("/backups/plan", {**plan, "hour": "30"}).status_code == 400


def test_a_name_that_is_no_backup_is_not_found(ada):
    assert ada.get("/backups/muster.db").status_code == 404
    assert ada.get("/backups/..%2f..%2fmuster.db").status_code == 404


def test_rui_sees_none_of_it(rui):
    assert rui.get("/backups").status_code == 403
    assert ">Backups<" not in rui.get("/").text
    for path in ("/backups", "/backups/plan", "/backups/recovery-key", "/backups/recovery-key/proof"):
        assert rui.post(path).status_code == 403


def test_the_list_as_data(ada, with_key, worker):
    worker.drain(("backup.make",))
    found = ada.get("/backups.json").json
    assert [b["state"] for b in found["backups"]] == ["good"]
    assert found["plan"]["every_hours"] == 24


def test_today_tells_the_administrator_until_there_is_a_good_one(ada, with_key, worker):
    assert "There is no good backup" in ada.get("/").text
    worker.drain(("backup.make",))
    assert "There is no good backup" not in ada.get("/").text
