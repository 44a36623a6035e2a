"""m0014_cards says whose certificate belongs to an account."""

import pytest

from appliance.foundation.store.connection import driver
from appliance.foundation.store.migrate import migrate

ROW = "INSERT INTO account_user (id, login, name, role, state, made_at) VALUES ('{0}', '{0}', 'X', 'recruiter', 'active', '')"


def test_older_accounts_have_none(before):
    connection = before("m0014_cards")
    connection.execute(ROW.format("rui"))
    assert "m0014_cards" in migrate(connection)
    assert connection.execute("SELECT certificate FROM account_user").fetchone() == {"certificate": ""}


def test_a_certificate_names_one_account_and_none_names_many(migrated):
    connection = migrated("m0014_cards")
    for login in ("rui", "hana"):
        connection.execute(ROW.format(login))
    connection.execute("UPDATE account_user SET certificate = 'email:rui@example.com' WHERE id = 'rui'")
    with pytest.raises(driver.IntegrityError):
        connection.execute("UPDATE account_user SET certificate = 'email:rui@example.com' WHERE id = 'hana'")
