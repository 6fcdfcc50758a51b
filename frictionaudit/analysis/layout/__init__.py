"""Coordinates for a lane diagram."""

from frictionaudit.analysis.layout.placement import lay_out
from frictionaudit.analysis.layout.sketch import Gaps, PlacedLabel, Placement, Sketch, SketchEdge, SketchNode

__all__ = ["Gaps", "PlacedLabel", "Placement", "Sketch", "SketchEdge", "SketchNode", "lay_out"]
