"""How help goes on under a memorandum, how it ends, and looking back."""
