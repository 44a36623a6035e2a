"""Time, ids, errors, text, files and ciphers of the kernel."""

from datetime import datetime, timedelta, timezone

import pytest

from appliance.foundation.kernel.canonical import canonical_json, digest
from appliance.foundation.kernel.clock import SystemClock, from_iso, iso
from appliance.foundation.kernel.crypto import SealBroken, seal, unseal
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.kernel.files import write_atomically
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.kernel.text import fold, fold_words


def test_a_moment_survives_its_text():
    now = SystemClock().now()
    assert from_iso(iso(now)) == now


def test_ids_are_distinct_and_carry_their_kind():
    ids = [new_id("cand") for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert all(i.startswith("cand_") and len(i) == 31 for i in ids)


def test_an_error_fills_in_its_sentence_and_its_mend():
    error = NotFound(what="requisition", reference="R-9")
    assert error.as_dict() == {
        "code": "not_found",
        "message": "There is no requisition with the reference R-9.",
        "hint": "Check the reference; it may have been removed or undone.",
    }


def test_folding_removes_case_accents_and_space():
    assert fold("  Zoë\tÅs ") == "zoe as"
    assert fold_words("O'Neil & Söhne, GmbH.") == "o neil sohne gmbh"


def test_equal_values_have_equal_bytes():
    assert canonical_json({"b": 1, "a": [True, None, "é"]}) == '{"a":[true,null,"é"],"b":1}'.encode()
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


def test_a_file_is_whole_or_not_there(tmp_path):
    write_atomically(tmp_path / "x", b"one")
    write_atomically(tmp_path / "x", b"two")
    assert [p.name for p in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x").read_bytes() == b"two"


def test_sealed_bytes_open_only_in_their_context():
    key = b"k" * 32
    sealed = seal(key, b"content", "here")
    assert unseal(key, sealed, "here") == b"content"
    for broken_key, broken, context in (
        (key, sealed, "there"),
        (b"x" * 32, sealed, "here"),
        (key, sealed[:-1], "here"),
    ):
        with pytest.raises(SealBroken):
            unseal(broken_key, broken, context)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02",
        "2026-03-02T09:00:00Z",
        "2026-03-02T09:00:00,000000Z",
        "2026-03-02T09:00:00.000000+00:00",
        "",
    ],
)
def test_only_a_moment_as_it_is_stored_is_read_as_one(text):
    with pytest.raises(ValueError, match="not a moment as it is stored"):
        from_iso(text)


def test_moments_are_stored_in_one_width_so_that_their_text_sorts_as_they_do():
    whole = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=2)))
    assert iso(whole) == "2026-03-02T07:00:00.000000Z"
    assert from_iso(iso(whole)) == whole
    assert iso(whole) < iso(whole + timedelta(microseconds=1)) < iso(whole + timedelta(days=400))
