"""One submission's checks: run, given a second chance, and explained."""
