"""The time that a request may make the server work."""

from flask import Flask, Response

from search.deadline import lift, start

__all__ = ["init_deadlines"]


def init_deadlines(app: Flask) -> None:
    """Give every request of an application `WORK_SECONDS` of processor time."""
    app.before_request(lambda: start(app.config["WORK_SECONDS"]))
    app.after_request(_lifted)


def _lifted(response: Response) -> Response:
    """Let what is streamed from here on, an export, take its time: it is bounded in number."""
    lift()
    return response
