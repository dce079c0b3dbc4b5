"""Following a case: the list, its page, and what may be done with it."""
