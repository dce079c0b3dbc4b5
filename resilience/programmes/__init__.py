"""Programme packs: a programme's criteria and rules as validated data."""
