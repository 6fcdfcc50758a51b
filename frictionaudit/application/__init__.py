"""The use cases, one verb a file: what the command line and a notebook both call."""
