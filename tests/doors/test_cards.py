"""At the door: where certificates are asked for, a password alone opens nothing."""

from appliance.doors.http.terminator import CARD
from tests.doors.conftest import CONSOLE

ADAS, RUIS = ("upn:ada@mil", "sha256:aa"), ("upn:rui@mil", "sha256:bb")


def test_a_certificate_opens_its_own_account_and_holds_its_session(app, services, ada, otto):
    services.accounts.tie(CONSOLE, "ada", "upn:ada@mil")
    otto.client.environ_base[CARD] = RUIS
    refused = otto.sign_in("ada")
    assert refused.status_code == 403
    assert "does not belong to this account" in refused.text
    assert otto.get("/").status_code == 303
    otto.client.environ_base[CARD] = ADAS
    assert otto.sign_in("ada").status_code == 303
    assert otto.get("/").status_code == 200
    otto.client.environ_base[CARD] = RUIS
    assert otto.get("/").status_code == 303, "the session's cookie on another's card"
    otto.client.environ_base[CARD] = ADAS
    assert otto.get("/").status_code == 200


def test_the_link_of_a_reset_leads_to_its_form(services, ada, otto):
    token = services.accounts.reset(CONSOLE, "ada")
    assert "A new password for Ada Ames" in otto.get(f"/setup/{token}").text
