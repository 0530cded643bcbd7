"""Who is let in, what every answer carries, and what is told of it."""
