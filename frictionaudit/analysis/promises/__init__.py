"""Which time one can honestly publish, and how often a published one is kept."""
