"""``muster match`` at the command line: what differs between two stored matches, and one computed again."""

from click.testing import CliRunner

from appliance.foundation.contracts.accounts import Actor
from appliance.main import muster

HANA = Actor(ref="user:hana", name="Hana", kind="user", role="recruiter")


def test_a_difference_names_the_people_and_gives_no_score_to_whom_is_gone(tmp_path, opened):
    data = tmp_path / "data"
    with opened(data) as services:
        people = [
            services.candidates.add_by_hand(HANA, [("name", n), ("skill", "Python")]) for n in ("Ida", "Jan")
        ]
        services.requisitions.create_empty(HANA, "Engineer")
        services.requisitions.add_requirement(HANA, "R-0001", "skill", "required", "Python")
        first = services.matching.run(HANA, "R-0001")
        services.candidates.add_fact(HANA, people[0], "title", "Engineer")
        second = services.matching.run(HANA, "R-0001")
        with services._store.writing() as tx:
            services._store.files.destroy_key(tx, people[1])
    done = CliRunner().invoke(muster, ["match", "--diff", first, second, "--data", str(data)])
    assert done.exit_code == 0, done.output
    assert f"Ida ({people[0]}): place 1 → 1" in done.output.replace("\n", " ")
    assert "– → –" in done.output
    again = CliRunner().invoke(muster, ["match", "--rerun", first, "--data", str(data)])
    assert again.exit_code == 0, again.output
    assert "1 no longer there" in again.output.replace("\n", " ")
