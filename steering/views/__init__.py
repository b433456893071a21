"""Pages: what there is to do, tasks and their steps, committees."""
