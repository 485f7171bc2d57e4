"""Summaries as what a caseworker's day needs: pages, tables, calendars, contacts, records for other programs.

`release` is what every writer gets; `formats` is the table of names to writers, which imports none of them until asked.
"""
