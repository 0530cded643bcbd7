"""The engines that timtin is measured against. Nothing in the product imports them."""
