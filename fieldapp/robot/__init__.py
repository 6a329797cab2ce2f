"""The robot interviewer: walks a form with random but plausible answers.

Owns: choosing answers, walking, what walks met. Does not: store anything, know people's sessions.
May import: interview, form, xpath, wording, problems. Deterministic by seed.
"""

from fieldapp.robot.report import told
from fieldapp.robot.walker import Walk, Walker
from fieldapp.robot.walks import Survey, survey
from fieldapp.robot.world import RobotHost, lists_beside

__all__ = ["RobotHost", "Survey", "Walk", "Walker", "lists_beside", "survey", "told"]
