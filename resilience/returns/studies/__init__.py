"""Case studies: from planning to the library."""
