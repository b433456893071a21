"""What is shown and typed."""
