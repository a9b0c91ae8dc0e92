"""What the author wrote about issues, as the plan holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.issue_rules import IssueLevel, IssueRules, MatrixRow, PausePrompt, RiskMatrix

if TYPE_CHECKING:
    from cutover_tui.storage.author_issues import IssuesFile


def issue_rules(author: IssuesFile | None) -> IssueRules | None:
    """What a plan says about issues; None where the checklists say nothing."""
    if author is None:
        return None
    matrix = author.matrix
    return IssueRules(
        levels=tuple(IssueLevel(**dict(level)) for level in author.levels),
        areas=author.areas,
        matrix=RiskMatrix(
            severities=matrix.severities,
            rows=tuple(MatrixRow(**dict(row)) for row in matrix.rows),
            meanings={str(one.rating): one.meaning for one in matrix.meanings},
            source=matrix.source,
        ),
        prompts=tuple(PausePrompt(**dict(prompt)) for prompt in author.pause_prompts),
        judged=author.room_judges,
        factors=author.factors,
        harm_physical=author.harm_physical,
        harm_psychological=author.harm_psychological,
    )
