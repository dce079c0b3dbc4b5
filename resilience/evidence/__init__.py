"""Published evidence about general practices: recognised, read, kept and compared.

A library of its own: it knows no other room and no web framework, and works from a notebook.
"""
