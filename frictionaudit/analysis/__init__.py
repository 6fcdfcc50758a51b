"""What follows from a procedure: pure functions over its graph; no files, no clock."""
