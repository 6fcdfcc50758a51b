"""The domain: values, changes and aggregates of a procedure; no graph, no file, no clock."""
