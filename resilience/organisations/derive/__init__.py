"""From what releases say to one dated England: a pure function, so the order of loading is nothing.

`statements` reads releases into dated statements, `timeline` turns statements of different vintages
into spans of days, `england` puts it all together.
"""
