"""What is counted and timed while the bot runs: numbers and codes, never anybody's words."""

from bot.metrics.ports import Metrics, NoMetrics, Step, Together

__all__ = ["Metrics", "NoMetrics", "Step", "Together"]
