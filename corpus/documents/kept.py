"""What is found in one sentence while it is read."""

from corpus.documents.line import Actor, Found, Line, settled

__all__ = ["Kept"]


class Kept:
    """The relations of one sentence, kept by the number of what is acted on.

    `turned` are those of sentences turned round, which count only where nothing else relates the
    two; `agents` those of passives, by what acts; `cued` are the documents that some cue stands
    before, `open` the cue's type where nothing known acts; `listed` those that a colon announces.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self.found: dict[int, list[Found]] = {}
        self.turned: dict[int, list[Found]] = {}
        self.agents: dict[int, list[Found]] = {}
        self.cued: set[int] = set()
        self.listed: set[int] = set()
        self.open: dict[int, str] = {}
        self.latest: list[Found] = []

    def keep(self, into: dict[int, list[Found]], actor: Actor, kind: str, at: int) -> list[Found]:
        """Keep a relation to the document at a token; items with one head ("Quyết định 935, 936")
        act together."""
        line, to, name = self.line, self.line.number(at), self.line.naming(at).name
        kind = settled(line, kind, actor)
        if kind == "linked" and actor.naming < 0:
            return []
        kept = [
            Found(one, kind, to, min(one.start, name.start), max(one.end, name.end))
            for one in (actor, *line.together(actor))
            if one.naming != to
        ]
        into.setdefault(to, []).extend(kept)
        self.latest += kept
        return kept

    def add_agent(self, one: Found) -> None:
        """Keep a relation whose acting document may go on as a list."""
        self.found.setdefault(one.to, []).append(one)
        self.agents.setdefault(one.actor.naming, []).append(one)
