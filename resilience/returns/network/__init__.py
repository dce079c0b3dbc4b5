"""The network of the programme: directory, questions, events."""
