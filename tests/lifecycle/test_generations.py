"""Generations: one rename switches program and data; whatever is cut short, the next start is right."""

import os
import signal
from contextlib import suppress
from datetime import timedelta

import pytest

from appliance.lifecycle.generations import FAILED, LEFT, PROVEN, ChangeUnderWay, Generations


class Unhealthy(Exception):
    pass


@pytest.fixture
def places(tmp_path, clock):
    return Generations(tmp_path / "program", tmp_path / "data", clock)


def release(places, name):
    folder = places.releases / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "version").write_text(name)
    return folder


def change_to(places, name, *, healthy=True, kind="upgrade"):
    """An upgrade of a folder with one file that says which release it belongs to."""
    with places.changing(kind) as change:
        (change.data / "written-by").write_text(name)
        data = change.switch(release(places, name))
        assert (data / "written-by").read_text() == name
        if not healthy:
            raise Unhealthy("the page did not come")
        change.prove()


def fits(places):
    """Program and data belong together, and what is active is what was proven."""
    active, proven = places.active(), places.proven()
    if active is None:
        return proven is None
    return (
        proven is not None
        and active.number == proven.number
        and (places.program / "active/release/version").read_text()
        == (places.program / "active/data/written-by").read_text()
    )


def test_one_link_pins_program_and_data(places):
    change_to(places, "1-0.1.0", kind="install")
    change_to(places, "2-0.2.0")
    assert places.active().number == 2
    assert (places.program / "active/data/written-by").read_text() == "2-0.2.0"
    assert [(g.number, g.state, g.kind) for g in places.listed()] == [
        (1, LEFT, "install"),
        (2, PROVEN, "upgrade"),
    ]
    assert (places.root / "current").read_text() == "2\n"


def test_an_exception_switches_back_and_keeps_the_reason(places):
    change_to(places, "1-0.1.0")
    with pytest.raises(Unhealthy):
        change_to(places, "2-0.2.0", healthy=False)
    assert fits(places)
    assert places.active().number == 1
    failed = places.listed()[-1]
    assert (failed.number, failed.state, failed.reason) == (2, FAILED, "the page did not come")


def test_leaving_without_proof_switches_back(places):
    change_to(places, "1-0.1.0")
    with places.changing("restore") as change:
        (change.data / "written-by").write_text("1-0.1.0")
        change.switch(places.active().release)
    assert places.active().number == 1
    assert fits(places)


def test_a_change_that_fails_before_the_switch_leaves_nothing(places):
    change_to(places, "1-0.1.0")
    with pytest.raises(Unhealthy), places.changing("upgrade"):
        raise Unhealthy("no room")
    assert [g.number for g in places.listed()] == [1]
    assert sorted(p.name for p in places.root.iterdir()) == ["current", "gen-1"]


def test_the_data_folder_may_be_a_mount_point_because_it_is_never_renamed(places):
    change_to(places, "1-0.1.0")
    inode = places.root.stat().st_ino
    change_to(places, "2-0.2.0")
    assert places.root.stat().st_ino == inode


def test_two_changes_at_once_are_refused(places):
    change_to(places, "1-0.1.0")
    other = Generations(places.program, places.root)
    with places.locked(), pytest.raises(ChangeUnderWay):
        change_to(other, "2-0.2.0")


def test_going_back_is_a_change_to_an_older_generation(places, clock):
    change_to(places, "1-0.1.0")
    change_to(places, "2-0.2.0")
    with places.changing("rollback") as change:
        change.switch_to(places.previous())
        change.prove()
    assert fits(places)
    assert places.active().number == 1
    places.prune()
    assert [g.number for g in places.listed()] == [1, 2], (
        "the work of people since the upgrade stays for a while"
    )
    clock.forward(days=15)
    assert places.prune() == [2]
    assert not (places.releases / "2-0.2.0").exists()
    change_to(places, "3-0.3.0")
    assert places.active().number == 4, "numbers are not given twice"


def test_what_was_left_is_kept_for_two_weeks_or_until_the_next_but_one(places, clock):
    change_to(places, "1-0.1.0")
    change_to(places, "2-0.2.0")
    assert places.prune() == []
    change_to(places, "3-0.3.0")
    assert places.prune() == [1]
    clock.forward(days=15)
    assert places.prune() == [2]
    assert [p.name for p in places.releases.iterdir()] == ["3-0.3.0"]


def test_data_that_stayed_after_an_uninstall_is_never_taken_for_a_leftover(places):
    change_to(places, "1-0.1.0")
    other = Generations(places.program.with_name("again"), places.root)
    change_to(other, "1-0.1.0", kind="install")
    assert other.active().number == 2
    assert (places.root / "gen-1/written-by").exists()


def change_and_die(places, name, kill_at, *, healthy):
    """The change in a child of its own that kills itself at step ``kill_at``; the status it ended with."""
    child = os.fork()
    if child == 0:
        count = 0

        def reached(_):
            nonlocal count
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

        with suppress(Unhealthy):
            change_to(Generations(places.program, places.root, reached=reached), name, healthy=healthy)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("healthy", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_killed_at_every_step_the_next_start_is_right(tmp_path, first, healthy):
    kills = 0
    while True:
        places = Generations(tmp_path / f"{kills}/program", tmp_path / f"{kills}/data")
        if not first:
            change_to(places, "1-0.1.0")
        status = change_and_die(places, "2-0.2.0", kills + 1, healthy=healthy)
        if status == 0:
            break
        assert status == -signal.SIGKILL
        kills += 1
        places.recover()
        assert fits(places), f"after kill {kills}"
        assert not list(places.root.glob("*.new"))
        assert places.recover() == "", "recovering again changes nothing"
        change_to(places, "3-0.3.0")
        assert fits(places)
    print(f"{kills} steps killed, first install: {first}, healthy: {healthy}")
    assert kills >= (6 if first else 7)


def test_the_previous_one_is_kept_when_a_change_fails(places, clock):
    change_to(places, "1-0.1.0")
    change_to(places, "2-0.2.0")
    with pytest.raises(Unhealthy):
        change_to(places, "3-0.3.0", healthy=False)
    places.prune(now=clock.now() + timedelta(days=1))
    assert [g.number for g in places.listed()] == [1, 2]
