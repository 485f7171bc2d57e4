"""Errors: where, what, what would be right; near misses; exit statuses."""

import pytest

from ctintake.errors import InputError, KnowledgeError, Problem, Status, listed, nearest, one_of


def test_the_exit_statuses_are_those_the_help_names():
    assert {status.name: int(status) for status in Status} == {"DONE": 0, "OUR_FAULT": 1, "WRONG_INPUT": 2, "LEFT": 130}


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        pytest.param(Problem("a.toml", "is empty"), "a.toml: is empty", id="where, then what"),
        pytest.param(Problem("", "is empty"), "is empty", id="without a place, only what"),
        pytest.param(Problem("a.toml", "is empty", "write it"), "a.toml: is empty\n  write it", id="what would be right stands below"),
        pytest.param(
            Problem("a.toml", "no such fact", "did you mean 'b'?", "a and c", 6),
            "a.toml: no such fact\n    a and c\n          ^\n  did you mean 'b'?",
            id="a caret stands under the fault",
        ),
        pytest.param(Problem("a.toml", "odd", text="a", column=0), "a.toml: odd\n    a\n    ^", id="the first column has a caret too"),
        pytest.param(Problem("a.toml", "odd", text="a and c"), "a.toml: odd\n    a and c", id="without a column there is no caret"),
        pytest.param(Problem("a\nb: fine", "is\x1b odd", "c\nd"), "a b: fine: is  odd\n  c d", id="a name with a line's end forges no line"),
    ],
)
def test_a_problem_reads_as(problem, text):
    assert str(problem) == text


def test_an_error_says_all_its_problems_at_once():
    error = InputError([Problem("a", "is wrong"), Problem("b", "is wrong too")])
    assert str(error) == "a: is wrong\nb: is wrong too"
    assert [problem.where for problem in error.problems] == ["a", "b"]


def test_wrong_knowledge_is_wrong_input():
    with pytest.raises(InputError):
        raise KnowledgeError.of("a.toml", "is missing")


@pytest.mark.parametrize(
    ("names", "most", "text"),
    [
        pytest.param(["a"], 12, "a", id="one name"),
        pytest.param(["a", "b"], 2, "a, b", id="as many as there is room for"),
        pytest.param(["a", "b", "c", "d"], 2, "a, b and 2 more", id="the rest is counted"),
        pytest.param([], 12, "", id="no names"),
    ],
)
def test_names_are_listed(names, most, text):
    assert listed(names, most) == text


@pytest.mark.parametrize(
    ("word", "near"),
    [
        pytest.param("Hartfrod", ["Hartford"], id="swapped letters"),
        pytest.param("danbury", ["Danbury"], id="small letters"),
        pytest.param("xyzzy", [], id="nothing comes near"),
        pytest.param("", [], id="nothing was typed"),
    ],
)
def test_the_nearest_name(word, near):
    assert nearest(word, ["Hartford", "Hamden", "Danbury"]) == near


def test_what_would_be_right_is_the_nearest_name_or_else_all_names():
    assert one_of("lprr", ["lpr", "daca"]) == "did you mean 'lpr'?"
    assert one_of("xyzzy", ["lpr", "daca"]) == "one of: lpr, daca"
