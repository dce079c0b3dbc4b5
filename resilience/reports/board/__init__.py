"""Papers for boards and committees: one page and an annex from the records as at a day."""
