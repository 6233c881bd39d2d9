"""Assignments: one folder each, with everything the engine needs to grade it."""
