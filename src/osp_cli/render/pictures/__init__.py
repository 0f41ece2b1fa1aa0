"""Pictures for documents: layouts in plain Python, drawn as SVG that says the same in black and white."""
