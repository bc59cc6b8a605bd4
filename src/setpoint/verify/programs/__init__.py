"""Generated programs as text: found in an answer, parsed, completed, and judged by their style."""
