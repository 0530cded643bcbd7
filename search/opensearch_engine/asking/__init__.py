"""A plan as questions to a cluster, and what it answers."""
