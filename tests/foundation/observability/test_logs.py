"""Log lines: one JSON object each, UTC, no secrets, private files."""

from __future__ import annotations

import io
import json
import logging
import re
import stat
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.observability import logs
from appliance.foundation.observability.redaction import WITHHELD, forbidden, harmless, harmless_field


@pytest.fixture(autouse=True)
def logging_as_before():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    for handler in root.handlers[:]:
        if handler not in handlers:
            root.removeHandler(handler)
            handler.close()
    root.setLevel(level)


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "logs" / "web.jsonl"
    logs.configure("debug", path)

    def read():
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    return read


def test_a_line_says_when_how_bad_where_and_what(lines):
    logs.logger("intake").warning("batch.refused", batch="batch_01", files=3)
    (line,) = lines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", line.pop("timestamp"))
    assert isinstance(line.pop("process"), int)
    assert line == {
        "severity_text": "WARN",
        "severity_number": 13,
        "scope": "intake",
        "body": "batch.refused",
        "attributes": {"batch": "batch_01", "files": 3},
    }


@pytest.mark.parametrize(
    ("method", "number"), [("debug", 5), ("info", 9), ("warning", 13), ("error", 17), ("critical", 21)]
)
def test_severities_have_their_numbers(lines, method, number):
    getattr(logs.logger("x"), method)("happened")
    assert lines()[0]["severity_number"] == number


def test_lines_of_libraries_come_in_the_same_shape(lines):
    logging.getLogger("waitress").info("Serving on %s", "http://127.0.0.1:8080")
    (line,) = lines()
    assert (line["scope"], line["body"]) == ("waitress", "Serving on http://127.0.0.1:8080")


def test_everything_inside_a_request_carries_its_number_and_nothing_outside_does(lines):
    with logs.request("req_7"):
        logs.logger("web").info("inside")
        other = threading.Thread(target=lambda: logs.logger("worker").info("elsewhere"))
        other.start()
        other.join()
    logs.logger("web").info("outside")
    assert [(line["body"], line.get("request_id")) for line in lines()] == [
        ("inside", "req_7"),
        ("elsewhere", None),
        ("outside", None),
    ]


def test_secrets_are_withheld_at_every_depth(lines):
    logs.logger("x").info(
        "login",
        password="correct horse",
        apiKey="abc123",
        setup_token="abc123",
        request={"headers": {"Cookie": "abc123"}, "path": "/login"},
    )
    (line,) = lines()
    assert "abc123" not in str(line)
    assert "correct horse" not in str(line)
    assert line["attributes"]["request"] == {"headers": {"Cookie": WITHHELD}, "path": "/login"}


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "PASSWORD",
        "new_password",
        "apiKey",
        "APIKey",
        "key",
        "csrf_token",
        "file_content",
        "e.mail email",
    ],
)
def test_a_name_with_a_forbidden_word_is_forbidden(name):
    assert forbidden(name)


@pytest.mark.parametrize("name", ["monkey", "keyboard", "tokenizer", "batch", "contented", "path", "status"])
def test_a_word_that_only_looks_like_one_is_not(name):
    assert not forbidden(name)


def test_an_exception_shows_class_code_and_place_but_not_its_words(lines):
    try:
        try:
            raise ValueError("Rui Costa, 555-0142")
        except ValueError as error:
            raise NotFound(what="candidate", reference="Rui Costa") from error
    except NotFound:
        logs.logger("x").exception("failed")
    (line,) = lines()
    assert "Rui" not in str(line)
    assert (line["exception"]["type"], line["exception"]["code"]) == ("NotFound", "not_found")
    assert line["exception"]["cause"]["type"] == "ValueError"
    assert line["exception"]["at"][0].startswith("test_logs.py:")


def test_a_newline_in_a_value_cannot_make_a_second_line(lines):
    logs.logger("x").info("named", name='file\n{"severity_text": "INFO", "body": "forged"}\r\x1b[31m')
    assert len(lines()) == 1


def test_bytes_and_objects_become_their_kind(lines):
    logs.logger("x").info("odd", blob=b"\x00" * 10, thing=object(), long="x" * 5000, many=list(range(1000)))
    attributes = lines()[0]["attributes"]
    assert (attributes["blob"], attributes["thing"]) == ("<10 bytes>", "<object>")
    assert len(attributes["long"]) < 1100
    assert len(attributes["many"]) == 50


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("password"), inner),
    max_leaves=20,
)


@given(VALUES)
def test_whatever_is_logged_is_plain_bounded_json_without_secrets(value):
    text = json.dumps(harmless(value))
    assert isinstance(text, str)
    assert harmless_field("password", value) == WITHHELD
    assert '"password": "' not in text or f'"password": "{WITHHELD}"' in text


def test_log_files_are_private_before_and_after_rotation(lines, tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "LOG_BYTES", 2000)
    path = tmp_path / "logs" / "worker.jsonl"
    logs.configure("info", path)
    for number in range(40):
        logs.logger("x").info("line", number=number)
    files = sorted(path.parent.glob("worker.jsonl*"))
    assert 1 < len(files) <= logs.LOG_FILES + 1
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_log_file_that_is_a_link_is_refused(tmp_path):
    (tmp_path / "elsewhere").touch()
    (tmp_path / "log").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic link"):
        logs.configure("info", tmp_path / "log")


def test_without_a_file_lines_go_to_stderr_and_never_to_stdout(capsys):
    logs.configure("info")
    logs.logger("x").info("happened")
    out, err = capsys.readouterr()
    assert out == ""
    assert json.loads(err)["body"] == "happened"


def test_before_configure_a_warning_does_not_reach_stdout(capsys):
    logs.logger("early").warning("happened")
    assert capsys.readouterr().out == ""


def test_a_level_holds_back_what_is_below(capsys):
    logs.configure("warning")
    logs.logger("x").info("quiet")
    assert capsys.readouterr().err == ""


def test_a_line_that_cannot_be_written_is_counted_and_said_once(monkeypatch):
    class Full(io.StringIO):
        def write(self, _text):
            raise OSError(28, "No space left on device")

    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", Full())
    logs.configure("info")
    monkeypatch.setattr(sys, "stderr", said)
    before = logs.failures()
    logs.logger("x").info("one")
    logs.logger("x").info("two")
    assert logs.failures() == before + 2
    assert said.getvalue() == "muster: a log line of x could not be written: No space left on device\n"


def test_lines_for_the_journal_begin_with_their_priority(monkeypatch, capsys):
    monkeypatch.setenv("JOURNAL_STREAM", "8:12345")
    logs.configure("info")
    logs.logger("part").warning("part.slow")
    logs.logger("part").error("part.failed")
    lines = capsys.readouterr().err.splitlines()
    assert [line[:3] for line in lines] == ["<4>", "<3>"]
    assert json.loads(lines[0][3:])["body"] == "part.slow"


def test_the_setting_says_where_lines_go(tmp_path):
    from appliance.foundation.kernel.settings import Settings

    assert Settings(data=tmp_path).log_file("web") == tmp_path / "logs/web.log"
    assert Settings(data=tmp_path, log_to="journal").log_file("web") is None


def test_folders_made_for_the_log_are_private(tmp_path):
    logs.configure("info", tmp_path / "data/logs/web.log")
    logs.configure("info")
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data/logs").stat().st_mode) == 0o700
