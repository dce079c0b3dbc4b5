"""The data return of an area: its figures, its words, and sending it."""
