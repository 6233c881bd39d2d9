"""A whole class: many submissions, one results folder, one gradebook."""
