"""The pages of administrators: units, people, the state of the system."""
