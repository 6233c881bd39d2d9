"""A folder, file, notebook or archive on disk -> `Submission`: within caps, no link."""
