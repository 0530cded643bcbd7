"""What the answers of both engines are made of."""
