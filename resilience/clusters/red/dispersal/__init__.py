"""Where the patients of practices that close would go, under stated assumptions: plain functions of
numbers, without a database or a clock. docs/dispersal.md says what it takes for granted."""
