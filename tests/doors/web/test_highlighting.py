"""Lighting up characters: pieces of text that join to the text again, boxes that cover the words."""

from hypothesis import given
from hypothesis import strategies as st

from appliance.doors.web.highlighting import Mark, PlaceMap, pieces
from appliance.foundation.contracts.reading import Place

MARKS = st.lists(
    st.builds(
        Mark,
        st.integers(-5, 30),
        st.integers(-5, 30),
        st.sampled_from(["fact", "query", "quote"]),
        st.just("a"),
    ),
    max_size=8,
)


@given(st.text(max_size=25), MARKS)
def test_the_pieces_joined_are_the_text(text, marks):
    found = pieces(text, marks)
    assert "".join(p.text for p in found) == text
    at = 0
    for piece in found:
        over = [m for m in marks if max(m.start, 0) <= at < min(m.end, len(text)) and m.start < m.end]
        assert piece.query == any(m.layer == "query" for m in over)
        assert (piece.fact is None) == (not any(m.layer == "fact" for m in over))
        at += len(piece.text)


def test_the_shorter_fact_lies_on_top_and_both_begin():
    found = pieces("Engineer, Northwind", [Mark(0, 19, "fact", "whole"), Mark(0, 8, "fact", "title")])
    assert [p.fact.ref for p in found] == ["title", "whole"]
    assert {m.ref for m in found[0].begins} == {"whole", "title"}


def word(start, end, x0, y0, page=0):
    return Place(start, end, page, x0, y0, x0 + 10 * (end - start), y0 + 10)


def test_words_of_one_line_share_a_box_and_another_line_has_its_own():
    places = PlaceMap([word(0, 3, 0, 0), word(4, 6, 35, 0), word(7, 9, 0, 20)])
    assert [(b.x, b.y, b.width) for b in places.boxes(0, 9)] == [(0, 0, 55), (0, 20, 20)]


def test_part_of_a_word_is_cut_in_proportion():
    (box,) = PlaceMap([word(0, 10, 100, 0)]).boxes(2, 5)
    assert (box.x, box.width) == (120, 30)


def test_columns_and_pages_do_not_run_together():
    places = PlaceMap([word(0, 3, 0, 0), word(4, 6, 300, 0), word(7, 9, 0, 0, page=1)])
    assert [(b.page, b.x) for b in places.boxes(0, 9)] == [(0, 0), (0, 300), (1, 0)]


def test_a_document_without_pages_has_no_boxes():
    assert PlaceMap([Place(0, 3, -1, 0, 0, 0, 0)]).boxes(0, 3) == []
