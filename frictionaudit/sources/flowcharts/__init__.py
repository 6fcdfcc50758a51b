"""Flow charts as other tools draw them, brought into BPMN's elements so that all drawings are read alike."""

from frictionaudit.sources.flowcharts.chart import Arrow, Chart, Lane, Shape, ShapeKind
from frictionaudit.sources.flowcharts.elements import read_charts

__all__ = ["Arrow", "Chart", "Lane", "Shape", "ShapeKind", "read_charts"]
