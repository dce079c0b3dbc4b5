"""From what releases say to one dated England: a pure function, so the order of loading is nothing.

`readers` read releases into dated `statements`, `mergers` adds what is announced by name only,
`timeline` turns the statements of different vintages into spans of days, `areas` and `practices`
say when each organisation was there, `england` puts it all together and `closure` says who belonged
to whom through others.
"""
