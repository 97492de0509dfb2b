"""Order reports on the resident's side: reporting what is blocked or broken, and seeing what became of it."""
