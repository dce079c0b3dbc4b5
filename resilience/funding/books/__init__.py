"""How an entry changes the sums that rest on it, and the proof that they are its sums."""
