"""What a person does, one function per verb: load, ask the domain, save, return a result. No prompts, no printing."""
