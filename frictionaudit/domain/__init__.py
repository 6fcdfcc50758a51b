"""What is said about a procedure: values, changes and aggregates; no graph, no file, no clock."""
