"""The reviewer's gate: what a lawyer must know of the content before it is used, beyond what loading refuses.

`reviewing` joins the checks, each in a module of its own. Pure: knowledge, cases, the contract and a day in; problems and notes out. Never prints.
"""
