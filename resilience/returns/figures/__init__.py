"""The rows of a return and what is counted from them: one way for every page, file and paper."""
