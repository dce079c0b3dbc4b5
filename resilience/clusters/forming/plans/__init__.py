"""The plan of a cluster: its three projects, how it is ratified, and its progress (Q6, Q7)."""
