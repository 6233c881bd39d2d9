"""Practising: watch mode, and `check()` in a notebook."""
