"""What intake is compared with: a bare view behind the product's middleware, and no framework at all."""
