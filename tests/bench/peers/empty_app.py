"""A peer: a Textual app with nothing in it."""

from textual.app import App

if __name__ == "__main__":
    App[None]().run()
