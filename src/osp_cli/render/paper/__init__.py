"""Documents on paper: Markdown read into one tree of blocks, and the writers that share it."""
