"""What people fill in, one module per part."""
