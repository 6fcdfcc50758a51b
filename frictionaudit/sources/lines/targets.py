"""Connects the lines: one after the other, along their branches, or where an arrow points."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.procedure import Flow, StepKind
from frictionaudit.sources.lines.draft import Draft
from frictionaudit.sources.lines.grammar import BranchLine, Line, Said
from frictionaudit.sources.tables.cells.next_steps import read_branch
from frictionaudit.sources.tables.wording import normal

END = "end"


class Targets:
    """Connects the lines: one after the other, along their branches, or where an arrow points."""

    def __init__(self, draft: Draft, lines: Sequence[Line]) -> None:
        self.draft = draft
        self.of: dict[str, str] = {}
        for line in lines:
            self.of.setdefault(draft.ids[line.line].casefold(), draft.ids[line.line])
        for line in lines:
            self.of.setdefault(normal(line.name), draft.ids[line.line])
        ends = [draft.ids[line.line] for line in lines if line.who.casefold() == StepKind.END]
        if len(ends) == 1:
            self.of.setdefault(END, ends[0])

    def connect(self, lines: Sequence[Line], after: str | None) -> None:
        """Give each step its flows; `after` is the step that follows the last of these."""
        ids = self.draft.ids
        for line, following in zip(lines, [*(ids[line.line] for line in lines[1:]), after], strict=True):
            id = ids[line.line]
            if line.who.casefold() == StepKind.END:
                if line.jump or line.branches:
                    self.draft.complain(Said("", line.line, line.column), "an end goes on", "remove the arrow")
                continue
            if line.branches:
                self.draft.flows[id] = [self._branch(branch, following) for branch in line.branches]
                if line.jump:
                    self.draft.complain(line.jump, "the step has both branches and an arrow", "remove one of the two")
            else:
                self.draft.flows[id] = [Flow(to=self._target(line.jump) if line.jump else self._end(following))]

    def _branch(self, branch: BranchLine, following: str | None) -> Flow:
        head = branch.head.text.strip()
        word = head.partition(" ")[0].rstrip(",").casefold()
        bare = head[len(word) :].strip(" ,") if word in ("or", "and", "if") else head
        read = read_branch(f"{bare or '100 %'} → x")
        if "%" in head and read.share is None:
            self.draft.complain(branch.head, f"'{head}' is not a share of cases", "write for example '80 %:'")
        if branch.steps:
            self.connect(branch.steps, following)
            target = self.draft.ids[branch.steps[0].line]
        else:
            target = self._target(branch.jump) if branch.jump else self._end(following)
        share = read.stated if "%" in head else None
        return Flow(to=target, share=share, when=read.when, at_most=read.at_most)

    def _target(self, jump: Said | None) -> str:
        assert jump is not None
        text = jump.text.strip()
        for key in (text.casefold(), normal(text)):
            if key in self.of:
                return self.of[key]
        if normal(text) == END:
            return self._end(None)
        near = did_you_mean(text, list(self.of))
        self.draft.complain(jump, f"there is no step '{text[:60]}'", near)
        return END

    def _end(self, following: str | None) -> str:
        if following is None:
            self.draft.ends = self.draft.ends or END not in self.of
            return self.of.get(END, END)
        return following
