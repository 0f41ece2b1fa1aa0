"""One view per result: a small neutral document, the same for every writer."""
