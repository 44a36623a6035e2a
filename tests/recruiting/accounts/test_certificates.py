"""Where client certificates are asked for, each account signs in with its own."""

import pytest

from appliance.foundation import audit
from appliance.foundation.kernel.errors import BadInput, NotFound
from appliance.recruiting.accounts import CertificateOfAnother, CertificateTaken, WrongLogin
from tests.recruiting.accounts.conftest import CONSOLE, PASSWORD

ADAS = ("edipi:1234567890", "upn:1234567890@mil", "sha256:aa", "cn:ames.ada.a.1234567890")
RUIS = ("email:rui@example.com", "sha256:bb", "cn:rui reis")


def actions(store):
    with store.reading() as tx:
        return [r["action"] for r in tx.rows("SELECT action FROM audit_entry ORDER BY seq")]


def test_nobody_needs_a_certificate_where_none_is_asked_for(accounts, ada_user):
    accounts.tie(CONSOLE, "ada", "edipi:1234567890")
    token = accounts.login("ada", PASSWORD).token
    assert accounts.session(token) is not None


def test_only_the_account_that_the_certificate_names_may_sign_in(accounts, ada_user, store):
    with pytest.raises(CertificateOfAnother):
        accounts.login("ada", PASSWORD, card=ADAS)  # tied to none yet
    for identity in ("EDIPI:1234567890", " upn:1234567890@mil", "cn:Ames.Ada.A.1234567890", "sha256:AA"):
        accounts.tie(CONSOLE, "ada", identity)
        token = accounts.login("ada", PASSWORD, card=ADAS).token
        assert accounts.session(token, card=ADAS) is not None
        assert accounts.session(token, card=RUIS) is None, "a session stays with its certificate"
        with pytest.raises(CertificateOfAnother):
            accounts.login("ada", PASSWORD, card=RUIS)
        with pytest.raises(CertificateOfAnother):
            accounts.login("ada", PASSWORD, card=())
    assert "accounts.certificate_refused" in actions(store)
    assert audit.verify(store).broken_at == 0


def test_whose_card_it_is_is_said_only_after_the_right_password(accounts, ada_user):
    accounts.tie(CONSOLE, "ada", "edipi:1234567890")
    with pytest.raises(WrongLogin):
        accounts.login("ada", "a wrong password for sure", card=RUIS)


def test_a_certificate_names_one_account_and_tying_ends_sessions(accounts, ada_user, store):
    accounts.add(CONSOLE, "rui", "Rui Reis", "recruiter")
    token = accounts.login("ada", PASSWORD).token
    assert accounts.tie(CONSOLE, "ada", "email:rui@example.com").certificate == "email:rui@example.com"
    assert accounts.session(token) is None
    with pytest.raises(CertificateTaken, match="the account ada already"):
        accounts.tie(CONSOLE, "rui", "email:rui@example.com")
    accounts.tie(CONSOLE, "ada", "")
    accounts.tie(CONSOLE, "rui", "email:rui@example.com")
    assert [u.certificate for u in accounts.users()] == ["", "email:rui@example.com"]
    assert actions(store).count("accounts.certificate") == 3


@pytest.mark.parametrize("wrong", ["ada", "edipi:", "serial:12", "cn:a\nb"])
def test_what_names_no_certificate_is_refused(accounts, ada_user, wrong):
    with pytest.raises(BadInput):
        accounts.tie(CONSOLE, "ada", wrong)
    with pytest.raises(NotFound):
        accounts.tie(CONSOLE, "nobody", "cn:ada")


def test_the_first_administrator_is_tied_to_the_card_they_come_with(accounts):
    who = accounts.set_up(accounts.make_setup_link(CONSOLE), "ada", "Ada Ames", PASSWORD, card=ADAS)
    assert accounts.users()[0].certificate == "edipi:1234567890"
    assert accounts.login("ada", PASSWORD, card=ADAS).session.user.id == who.id
