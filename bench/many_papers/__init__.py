"""A batch of reports over several workers, which are killed at work, and on one worker against two."""
