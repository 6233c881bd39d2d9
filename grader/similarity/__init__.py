"""Which submissions of a class are alike, and where: a reason to look, no verdict."""
