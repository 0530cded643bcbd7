"""How dark a number is shown, in five steps of one hue."""

__all__ = ["STEPS", "step"]

STEPS = 5


def step(count: int, top: int) -> int:
    """Return how dark a count is: 0 for none, else 1 to `STEPS` in equal shares of the largest."""
    return min(STEPS, 1 + (count - 1) * STEPS // max(top, 1)) if count else 0
