"""The interview: a loop around screening that asks only what can still change a result.

`flow` decides what is next and knows no terminal; `prompts` is what a skin must offer; `full` and `plain` are the two skins; `session` runs them.
"""
