"""Report -> text, in every form: nothing here grades."""
