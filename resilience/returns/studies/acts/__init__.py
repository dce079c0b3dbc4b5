"""What somebody does about a case study: one function each."""
