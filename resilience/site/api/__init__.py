"""The API: published facts for programs to read, under /api/v1/. It writes nothing, and screening
results are not in it (docs/adr/0007)."""
