"""The money of a case: committed, invoiced and paid."""
