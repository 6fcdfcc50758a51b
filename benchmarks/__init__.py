"""What is measured against peers, and how; never part of a test."""
