"""What somebody does in this room: one function each."""
