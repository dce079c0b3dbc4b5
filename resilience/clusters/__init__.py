"""The local programme of an area: its dashboard, stocktakes, clusters, and the response to how
practices stand."""
