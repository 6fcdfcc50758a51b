"""Where the burden lies."""
