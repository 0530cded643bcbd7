"""What people see: the pages and what they show."""
