"""`python -m indexer` is `index`."""

from indexer.cli import cli

if __name__ == "__main__":
    cli(prog_name="index")
