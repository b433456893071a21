"""What people fill in: a calculation, the steps of a clock, tracked limits."""
