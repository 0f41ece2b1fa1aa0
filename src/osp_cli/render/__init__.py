"""How it looks: a result becomes a small neutral document; writers make it text, coloured text, or JSON."""
