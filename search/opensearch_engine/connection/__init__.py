"""The cluster: where it is, what it says, how it fails."""
