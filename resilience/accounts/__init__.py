"""People: who they are, for whom they act, and what each may see and do."""
