"""Arguments, options and output that all commands share."""
