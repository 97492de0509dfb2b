"""The steering committee's pages: instruments, committees, plans, clusters. Nothing sealed is on them, so they are
pages of their own, which need no unlocked key and no script."""
