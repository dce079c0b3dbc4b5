"""Whom to help first with what there is: the board of the matrix, the list, a proposal."""
