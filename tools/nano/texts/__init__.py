"""Training text for the families of the suite nano: prompts and replies."""
