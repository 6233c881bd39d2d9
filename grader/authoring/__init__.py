"""What an instructor runs on the course itself: stubs, audit, calibration."""
