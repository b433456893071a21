"""What people fill in: filters, tasks and the steps of a task, committees and their members."""
