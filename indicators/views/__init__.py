"""Pages of reporting, one module per part."""
