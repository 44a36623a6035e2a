"""The learned tagger: spans in written text, its file, and its training."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from appliance.engines.knowledge import load
from appliance.engines.reading import find_skills
from appliance.engines.reading.tagger import tagged_skills
from appliance.engines.reading.tagger.features import features_of, tokens_of
from appliance.engines.reading.tagger.model import load_model, parsed, spans_in, written

sys.path.append(str(Path(__file__).resolve().parents[4] / "packaging/tagger"))

from train import prepared, train  # the training script is no package


def texts(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find_skills(text)]


def test_skills_of_a_sentence_are_found_with_their_places_and_ids():
    text = "Experience with Python, Kubernetes and PostgreSQL is required."
    found = find_skills(text)
    assert [text[m.start : m.end] for m in found] == ["Python", "Kubernetes", "PostgreSQL"]
    assert [m.skill for m in found] == ["python", "kubernetes", "postgresql"]


def test_a_skill_that_no_pack_has_is_found_without_an_id():
    text = "Hands-on experience with Zorbleflow and Terraform is required."
    assert load().skill_named("Zorbleflow") is None
    found = {text[m.start : m.end]: m for m in find_skills(text)}
    assert found["Zorbleflow"].skill == ""
    assert found["Zorbleflow"].name == "Zorbleflow"


def test_a_word_that_is_no_skill_here_gets_no_id_of_one():
    assert "chef-software" not in [m.skill for m in find_skills("Pastry chef")]
    assert "chef-software" in [m.skill for m in find_skills("Java, Spring and Chef")]
    assert [m.skill for m in find_skills("ADA compliance") if m.name == "ADA"] in ([], [""])


def test_no_span_crosses_a_comma_or_a_line():
    text = "Java, Docker, Jenkins\nTerraform, Ansible"
    for mention in find_skills(text):
        assert "," not in text[mention.start : mention.end]
        assert "\n" not in text[mention.start : mention.end]


def test_a_bracket_that_closes_behind_a_skill_is_no_part_of_it():
    assert all("(" in t or ")" not in t for t in texts("Cloud services (AWS) and scripting (Python)."))


def test_a_sentence_about_other_things_has_no_skill():
    assert texts("We look forward to meeting you and will answer every application within two weeks.") == []


def test_nothing_comes_of_nothing_and_long_lines_end():
    assert find_skills("") == []
    assert find_skills("\n \n,,,\n") == []
    assert find_skills("x" * 100_000) == []
    listed = "Python, Java, C++, Kubernetes, Docker, Jenkins, Terraform, Ansible, PostgreSQL, Kafka, React. "
    assert len(find_skills(listed * 200)) > 1_800


def test_spans_lie_inside_the_text_in_order_without_overlap():
    text = "Skills: C++, CI/CD, Node.js; Oracle (11g), R&D.\n• Machine learning with PyTorch — 5 years. " * 20
    at = 0
    for mention in find_skills(text):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end


def test_the_shipped_model_is_written_as_it_was_read():
    model = load_model()
    assert len(model.weights) > 10_000
    assert parsed(written(model)).weights == model.weights


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="version"):
        parsed("tagger 0\n")


SENTENCES = [
    ("You know Froozle and Grumtix well", [(9, 16), (21, 28)]),
    ("Experience with Froozle", [(16, 23)]),
    ("Experience with Snarfdb", [(16, 23)]),
    ("Experience with people", []),
    ("We offer coffee and a desk", []),
    ("Knowledge of Grumtix pipelines", [(13, 30)]),
] * 4


def test_training_learns_and_gives_the_same_bytes_again():
    knowledge = load()
    sentences = [prepared(text, spans, knowledge) for text, spans in SENTENCES]
    model = train(sentences)
    assert written(model) == written(train(sentences))
    text = "Experience with Froozle"
    tokens = tokens_of(text)
    assert spans_in(features_of(text, tokens, knowledge), [t.apart for t in tokens], model) == [(2, 2)]
    assert tagged_skills("We offer coffee", knowledge, model) == []
