"""The condition language: a small part of Python's expression syntax, in three-valued logic.

`syntax` reads it, `check` holds it against the facts there are. What a condition is worth for one person is the business of `ctintake.evaluation`.
"""
