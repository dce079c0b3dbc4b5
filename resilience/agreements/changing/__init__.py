"""What is changed and disputed while a memorandum is in force, and ending it by notice."""
