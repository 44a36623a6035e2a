"""A data directory is shared by everybody who opens it; who changes it as a whole has it alone."""

import pytest

from appliance.foundation.store import Store
from appliance.foundation.store.errors import DataBeingChanged, DataInUse
from appliance.foundation.store.in_use import alone


def test_two_programs_share_a_data_directory(store, clock):
    Store(store.folder, clock).close()


def test_it_cannot_be_had_alone_while_somebody_uses_it(store):
    with pytest.raises(DataInUse), alone(store.folder, wait=0.1):
        pass
    store.close()
    with alone(store.folder):
        pass


def test_nobody_opens_it_while_it_is_being_changed(tmp_path, clock):
    Store(tmp_path / "data", clock).close()
    with alone(tmp_path / "data"), pytest.raises(DataBeingChanged):
        Store(tmp_path / "data", clock)
    Store(tmp_path / "data", clock).close()
