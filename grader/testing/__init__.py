"""What checks are written with: `student`, strategies, closeness, the plugin."""
