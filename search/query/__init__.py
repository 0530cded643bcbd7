"""From what is typed to a plan of conditions, and what to offer instead."""
