"""What can go wrong with a request.

PageFailed           one answer could not be had; the next run asks again
├── AddressRefused   it would have gone to an address that is not public
├── RedirectFailed   it leads in a circle, too far, or off the site
└── RobotsRefused    robots.txt forbids it
HostResting          the host wants no more requests now
"""

__all__ = ["AddressRefused", "HostResting", "PageFailed", "RedirectFailed", "RobotsRefused"]


class PageFailed(Exception):
    """An answer could not be had, and why; `of_host` when the host itself cannot be reached."""

    def __init__(self, reason: str, *, of_host: bool = False) -> None:
        super().__init__(reason)
        self.of_host = of_host


class AddressRefused(PageFailed):
    """A request would have gone to an address that is not public."""


class RedirectFailed(PageFailed):
    """A redirect leads in a circle, too far, or off the site."""


class RobotsRefused(PageFailed):
    """The rules of the site forbid the request."""


class HostResting(Exception):
    """The host wants no more requests now, and why we think so."""
