"""A data directory in which nothing happened yet answers like any other."""


def test_a_search_in_a_new_directory_finds_nobody(muster, tmp_path):
    status, page = muster(tmp_path / "new", "search", "python", "--sourcing", "looking around")
    assert (status, page["total"], page["cards"]) == (0, 0, [])
