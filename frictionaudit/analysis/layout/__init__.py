"""Coordinates for a lane diagram."""
