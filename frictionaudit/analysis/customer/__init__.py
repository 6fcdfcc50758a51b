"""What customers need to know of a procedure, derived from what its page says."""
