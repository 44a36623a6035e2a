"""Transfer in the browser, between this appliance and another one with a stick between them."""

import io
import re

import pytest

from tests.recruiting.transfer.conftest import ADA, Appliance


@pytest.fixture
def high(tmp_path, clock):
    folder = tmp_path / "High"
    folder.mkdir()
    made = Appliance(folder, clock, "High")
    yield made
    made.store.close()


@pytest.fixture
def paired(ada, services, high):
    content, card = high.transfer.card()
    sent = {"card": (io.BytesIO(content), "high.card"), "words": card.words, "direction": "both", "name": ""}
    assert ada.post("/transfer/partners", sent).status_code == 303
    own, mine = services.transfer.card()
    high.transfer.pair(ADA, own, mine.words, name="Low")
    return services.transfer.partners()[0]


def test_only_administrators_carry_records(rui, otto):
    for path in ("/transfer", "/transfer/card"):
        assert rui.get(path).status_code == 403
        assert otto.get(path).status_code in (302, 303, 401)


def test_the_page_shows_the_words_and_the_card_can_be_saved(ada, services):
    words = services.transfer.card()[1].words
    page = ada.get("/transfer").text
    assert words in page
    assert "No partner yet" in page
    assert re.search(r'<path d="M\d', page)
    answer = ada.get("/transfer/card")
    assert answer.data == services.transfer.card()[0]


def test_wrong_words_pair_nobody_and_do_not_tell_the_right_ones(ada, high, services):
    content, card = high.transfer.card()
    sent = {"card": (io.BytesIO(content), "high.card"), "words": "a-b-c-d-e-f", "direction": "both"}
    answer = ada.post("/transfer/partners", sent)
    assert answer.status_code == 409
    assert card.words not in answer.text
    assert services.transfer.partners() == []


def test_a_packet_comes_is_looked_at_accepted_and_acknowledged(ada, paired, high, services):
    high.person("Hedy <Example>")
    high.position()
    _, (packet,) = high.transfer.send(ADA, "Low", high.outbox)
    sent = ada.post("/transfer/packets", {"file": (io.BytesIO(packet.read_bytes()), packet.name)})
    assert sent.status_code == 303
    page = ada.get(sent.location).text
    assert "Hedy &lt;Example&gt;" in page
    assert "New 2" in page
    assert services.candidates.count() == 0
    assert "A packet waits" in ada.get("/transfer").text
    answer = ada.post(sent.location, {})
    assert "2 new" in answer.text
    assert services.candidates.count() == 1
    receipt = ada.get(re.search(r'href="(/transfer/files/[^"]+)"', answer.text)[1].replace("&amp;", "&"))
    (high.outbox / "r.receipt").write_bytes(receipt.data)
    assert high.transfer.receipt(ADA, high.outbox / "r.receipt").acknowledged == 1
    assert "A packet waits" not in ada.get("/transfer").text


def test_a_conflict_is_shown_side_by_side_and_needs_an_answer(ada, paired, high, services):
    high.person("Hedy Example")
    services.candidates.add_by_hand(ADA, [("name", "Hedy Example"), ("email", "hedy.example@example.com")])
    _, (packet,) = high.transfer.send(ADA, "Low", high.outbox)
    sent = ada.post("/transfer/packets", {"file": (io.BytesIO(packet.read_bytes()), packet.name)})
    page = ada.get(sent.location).text
    assert "Theirs" in page
    assert "same e-mail address" in page
    assert ada.post(sent.location, {}).status_code == 409
    field = re.search(r'name="(answer-cand_[^"]+)"', page)[1]
    assert "1 both" in ada.post(sent.location, {field: "both"}).text
    assert services.candidates.count() == 2


def test_a_packet_can_be_dropped_and_a_bad_one_is_not_held(ada, paired, high, services):
    high.person("Hedy Example")
    _, (packet,) = high.transfer.send(ADA, "Low", high.outbox)
    good = packet.read_bytes()
    answer = ada.post("/transfer/packets", {"file": (io.BytesIO(good[:-40]), packet.name)})
    assert answer.status_code == 422
    assert services.transfer.held.names() == []
    sent = ada.post("/transfer/packets", {"file": (io.BytesIO(good), packet.name)})
    assert ada.post(sent.location, {"do": "drop"}).status_code == 303
    assert services.transfer.held.names() == []
    assert services.candidates.count() == 0
    assert ada.get(sent.location).status_code == 404
    assert ada.get("/transfer/packets/..%2Fmuster.db").status_code == 404


def test_what_changed_is_sealed_and_handed_out(ada, paired, high, services):
    services.candidates.add_by_hand(ADA, [("name", "Hedy Example"), ("email", "hedy@example.com")])
    answer = ada.post(f"/transfer/partners/{paired.id}/packets", {})
    assert "1 candidate." in answer.text
    saved = ada.get(re.search(r'href="(/transfer/files/[^"]+)"', answer.text)[1].replace("&amp;", "&"))
    path = high.outbox / "from-low.mpk"
    path.write_bytes(saved.data)
    assert high.transfer.accept(ADA, path, high.outbox).counts["new"] == 1
    assert (
        "Packet 2 is sealed" in ada.post(f"/transfer/partners/{paired.id}/packets", {}).text
    )  # no receipt came back
    assert ada.post(f"/transfer/partners/{paired.id}/remove", {}).status_code == 303
    assert services.transfer.partners() == []
