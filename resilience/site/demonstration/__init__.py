"""The synthetic demonstration: an area that is nowhere, in the publishers' own layouts.

`world` invents places, practices and their lives; `measures` says what would have been measured
of a practice at a time; one module per publication lays that out as its publisher does; `files`
says which publications there are. Nothing here is loaded in any way of its own: the files go
through the same importers as real ones. The same seed gives the same bytes.
"""
