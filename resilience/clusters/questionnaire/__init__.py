"""The practice resilience questionnaire: answered part by part, sent, and its result (Q4)."""
