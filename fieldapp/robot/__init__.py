"""The robot interviewer: walks a form with random but plausible answers.

Owns: choosing answers, walking, what a walk met. Does not: store anything, know people's sessions.
May import: interview, form, xpath, problems. Deterministic by seed.
"""

from fieldapp.robot.walker import Walk, Walker

__all__ = ["Walk", "Walker"]
