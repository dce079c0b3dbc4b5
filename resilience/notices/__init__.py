"""What people are told, in the product and by e-mail."""
