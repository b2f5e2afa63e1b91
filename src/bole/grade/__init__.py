"""Judgement: measures → tier, points, grace, exit, veteran, treatment; each with its explanation."""

from bole.grade.case import Judgement, ManagerCase
from bole.grade.judge import Judge, judge_all
from bole.grade.node import Node

__all__ = ["Judge", "Judgement", "ManagerCase", "Node", "judge_all"]
