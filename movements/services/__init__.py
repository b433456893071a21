"""What happens in this room, a module for each sort of record."""
