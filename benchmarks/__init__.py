"""What the budgets are measured with (`make bench`). Nothing here is part of the product or imported by it."""
