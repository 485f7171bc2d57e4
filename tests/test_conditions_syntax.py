"""The grammar: every form there is, and every form there is not, with the column of the fault."""

import pytest

from ctintake.conditions.syntax import (
    All,
    Always,
    AnyOf,
    Call,
    Comparison,
    ConditionError,
    Members,
    Membership,
    Name,
    Not,
    Number,
    Overlap,
    Text,
    Unknown,
    names,
    parse,
)

A, B, C = Name("a", 0), Name("b", 0), Name("c", 0)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param("always", Always(0), id="always"),
        pytest.param("unknown", Unknown(0), id="unknown"),
        pytest.param("harm_in_us", Name("harm_in_us", 0), id="a name alone"),
        pytest.param("not a", Not(Name("a", 4), 0), id="not"),
        pytest.param("a and b and c", All((Name("a", 0), Name("b", 6), Name("c", 12)), 0), id="and of three"),
        pytest.param("a or b", AnyOf((Name("a", 0), Name("b", 5)), 0), id="or"),
        pytest.param("a or b and c", AnyOf((Name("a", 0), All((Name("b", 5), Name("c", 11)), 5)), 0), id="and binds closer than or"),
        pytest.param("(a or b) and c", All((AnyOf((Name("a", 1), Name("b", 6)), 1), Name("c", 13)), 0), id="brackets"),
        pytest.param("not a and b", All((Not(Name("a", 4), 0), Name("b", 10)), 0), id="not binds closer than and"),
        pytest.param("a == 'lpr'", Comparison("==", Name("a", 0), Text("lpr", 5), 0), id="one option"),
        pytest.param('a != "lpr"', Comparison("!=", Name("a", 0), Text("lpr", 5), 0), id="any option but one, in double quotes"),
        pytest.param("a < 3", Comparison("<", Name("a", 0), Number(3, 4), 0), id="less"),
        pytest.param("a <= 2.5", Comparison("<=", Name("a", 0), Number(2.5, 5), 0), id="at most, with a decimal"),
        pytest.param("a > b", Comparison(">", Name("a", 0), Name("b", 4), 0), id="more than another fact"),
        pytest.param("a >= -30", Comparison(">=", Name("a", 0), Number(-30, 5), 0), id="at least a negative number"),
        pytest.param(
            "0 <= a <= 14",
            All((Comparison("<=", Number(0, 0), Name("a", 5), 0), Comparison("<=", Name("a", 5), Number(14, 10), 5)), 0),
            id="a chain means and",
        ),
        pytest.param("a in {'x', 'y'}", Membership(Name("a", 0), Members((Text("x", 6), Text("y", 11)), 5), 0), id="one option among several"),
        pytest.param("a in some_set", Membership(Name("a", 0), Name("some_set", 5), 0), id="one option in a named set"),
        pytest.param("'x' in a", Membership(Text("x", 0), Name("a", 7), 0), id="an option among a fact's"),
        pytest.param("a not in {'x'}", Not(Membership(Name("a", 0), Members((Text("x", 10),), 9), 0), 0), id="not in"),
        pytest.param("a & {'x'}", Overlap(Name("a", 0), Members((Text("x", 5),), 4), 0), id="has any of"),
        pytest.param("not (a & b)", Not(Overlap(Name("a", 5), Name("b", 9), 5), 0), id="has none of"),
        pytest.param("a & b and c", All((Overlap(Name("a", 0), Name("b", 4), 0), Name("c", 10)), 0), id="has any of binds closer than and"),
        pytest.param("f(a)", Call("f", (Name("a", 2),), 0), id="a function of one date"),
        pytest.param("f(a, b) < 3", Comparison("<", Call("f", (Name("a", 2), Name("b", 5)), 0), Number(3, 10), 0), id="a function of two dates"),
    ],
)
def test_the_language_has(text, tree):
    assert parse(text).tree == tree


NO_SUCH_FORM = "the language has no such form"
NO_EXPRESSION = "this is not an expression"


@pytest.mark.parametrize(
    ("text", "column", "what"),
    [
        pytest.param("a and b + c", 6, NO_SUCH_FORM, id="adding"),
        pytest.param("a or b | c", 5, NO_SUCH_FORM, id="the bar"),
        pytest.param("a or b ^ c", 5, NO_SUCH_FORM, id="the caret"),
        pytest.param("a and ~b", 6, NO_SUCH_FORM, id="the tilde"),
        pytest.param("a < -b", 4, NO_SUCH_FORM, id="minus before a name"),
        pytest.param("a < +3", 4, NO_SUCH_FORM, id="plus before a number"),
        pytest.param("a == -'x'", 5, NO_SUCH_FORM, id="minus before a text"),
        pytest.param("a == None", 5, NO_SUCH_FORM, id="None, so that nobody can ask whether a fact is known"),
        pytest.param("a and True", 6, NO_SUCH_FORM, id="True"),
        pytest.param("a == b'x'", 5, NO_SUCH_FORM, id="bytes"),
        pytest.param("a == f'{b}'", 5, NO_SUCH_FORM, id="a format string"),
        pytest.param("a == 1j", 5, NO_SUCH_FORM, id="a complex number"),
        pytest.param("a == ...", 5, NO_SUCH_FORM, id="three dots"),
        pytest.param("a and b.c", 6, NO_SUCH_FORM, id="an attribute"),
        pytest.param("a and b[0]", 6, NO_SUCH_FORM, id="an index"),
        pytest.param("a and b.c(d)", 6, NO_SUCH_FORM, id="a method"),
        pytest.param("f(a)(b)", 0, NO_SUCH_FORM, id="a call of a call"),
        pytest.param("f(d=a)", 0, NO_SUCH_FORM, id="a keyword argument"),
        pytest.param("f(*a)", 2, NO_SUCH_FORM, id="a starred argument"),
        pytest.param("a in ('x', 'y')", 5, NO_SUCH_FORM, id="a tuple"),
        pytest.param("a in ['x']", 5, NO_SUCH_FORM, id="a list"),
        pytest.param("a in {}", 5, NO_SUCH_FORM, id="an empty set, which Python reads as a dictionary"),
        pytest.param("a in {x for x in b}", 5, NO_SUCH_FORM, id="a comprehension"),
        pytest.param("lambda: a", 0, NO_SUCH_FORM, id="a function of one's own"),
        pytest.param("a if b else c", 0, NO_SUCH_FORM, id="if and else"),
        pytest.param("a and (b := c)", 7, NO_SUCH_FORM, id="a walrus"),
        pytest.param("a is 'x'", 5, "'is' compares nothing here", id="is"),
        pytest.param("a is not b", 9, "'is' compares nothing here", id="is not"),
        pytest.param("a in {'x', 1}", 11, "a set holds options only", id="a number in a set"),
        pytest.param("a in {'x', y}", 11, "a set holds options only", id="a name in a set"),
        pytest.param("a in {*b}", 6, "a set holds options only", id="a starred set"),
        pytest.param("a = 'x'", 2, NO_EXPRESSION, id="one equals sign"),
        pytest.param("a; b", 1, NO_EXPRESSION, id="two statements"),
        pytest.param("a && b", 3, NO_EXPRESSION, id="and of other languages"),
        pytest.param("a || b", 3, NO_EXPRESSION, id="or of other languages"),
        pytest.param("!a", 0, NO_EXPRESSION, id="not of other languages"),
        pytest.param("(a or b", 0, NO_EXPRESSION, id="a bracket left open"),
        pytest.param("a == 'x", 5, NO_EXPRESSION, id="a quote left open"),
        pytest.param("status ==", 9, NO_EXPRESSION, id="nothing after a sign: the end is at fault"),
        pytest.param("a or", 4, NO_EXPRESSION, id="nothing after or: the end is at fault"),
        pytest.param("", 0, NO_EXPRESSION, id="nothing at all"),
        pytest.param("import os", 0, NO_EXPRESSION, id="a statement"),
    ],
)
def test_the_language_has_not(text, column, what):
    with pytest.raises(ConditionError) as caught:
        parse(text)
    problem = caught.value.problem
    assert (problem.what, problem.column, problem.text) == (what, column, text)
    assert problem.right


def test_a_fault_is_shown_with_a_caret_under_it():
    with pytest.raises(ConditionError, match=r"a < -b\n {8}\^\n"):
        parse("a < -b")


def test_an_unreadable_text_is_refused_not_run():
    with pytest.raises(ConditionError):
        parse("a\0b")


@pytest.mark.parametrize("text", ["not " * 100_000 + "a", "(" * 5_000 + "a" + ")" * 5_000], ids=["very many nots", "very many brackets"])
def test_a_text_too_deep_to_read_is_refused(text):
    with pytest.raises(ConditionError):
        parse(text)


def test_a_condition_over_several_lines_is_one_line():
    condition = parse("a in {'x',\n      'y'}\n  and b\n")
    assert condition.text == "a in {'x', 'y'} and b"
    assert condition == parse("a in {'x', 'y'} and b")


def test_the_column_counts_in_the_line_as_it_is_shown():
    with pytest.raises(ConditionError) as caught:
        parse("a\n   and   b.c")
    assert caught.value.problem.text == "a and b.c"
    assert caught.value.problem.column == 6


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("always", set()),
        ("unknown", set()),
        ("a and not b or c == 'x'", {"a", "b", "c"}),
        ("0 <= f(d) <= 14", {"d"}),
        ("f(d, e) < 3 and a in some_set and b & other_set", {"a", "b", "d", "e", "some_set", "other_set"}),
        ("'x' in a and b & {'y'}", {"a", "b"}),
    ],
)
def test_the_names_a_condition_uses(text, used):
    assert names(parse(text).tree) == used
