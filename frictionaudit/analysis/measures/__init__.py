"""What a procedure asks of people, in numbers: one small file per family of measures."""

from frictionaudit.analysis.catalogue import CATALOGUE, Definition, Measures, measure
from frictionaudit.analysis.tally import Tally

__all__ = ["CATALOGUE", "Definition", "Measures", "Tally", "measure"]
