"""Which articles match a plan, in which order."""
