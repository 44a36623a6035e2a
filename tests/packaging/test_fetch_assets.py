"""Assets come only out of the wheel whose hash is locked."""

import hashlib
import runpy
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FETCH = runpy.run_path(str(ROOT / "packaging" / "fetch_assets.py"))
MEMBER = "django_htmx/static/django_htmx/htmx-2.min.js"


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / "django_htmx-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MEMBER, "var htmx = 1")
    return path


def lock_for(folder, content):
    lock = folder / "assets.lock"
    lock.write_text(f"django-htmx==1.0 --hash=sha256:{hashlib.sha256(content).hexdigest()}\n")
    return lock


def test_the_locked_wheel_gives_its_file(wheel, tmp_path):
    lock = lock_for(tmp_path, wheel.read_bytes())
    for source in (wheel, tmp_path):
        written = FETCH["fetch"](source, tmp_path / "vendor", lock)
        assert [path.name for path in written] == ["htmx.min.js"]
        assert written[0].read_text() == "var htmx = 1"


def test_another_wheel_gives_nothing(wheel, tmp_path):
    lock = lock_for(tmp_path, b"something else")
    with pytest.raises(FETCH["AssetError"], match="does not allow"):
        FETCH["fetch"](wheel, tmp_path / "vendor", lock)
    assert not (tmp_path / "vendor").exists()


def test_a_folder_without_the_wheel_is_named(tmp_path):
    with pytest.raises(FETCH["AssetError"], match="holds 0 files"):
        FETCH["fetch"](tmp_path, tmp_path / "vendor", lock_for(tmp_path, b""))


def test_the_lock_of_the_project_names_a_hash():
    assert FETCH["locked_hashes"](FETCH["LOCK"])
