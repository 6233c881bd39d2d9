"""What the download of a course platform looks like: a module each."""
