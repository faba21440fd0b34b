"""What counting says of the results: what tells two sides apart, what rises, who is with whom."""

from index.facets import FACETS, KINDS
from tui.app.conversation import findings
from tui.app.conversation.findings import FindingsFound
from tui.app.errands.marking import Marking
from tui.app.screens.findings import FindingScreen
from tui.app.widgets.facet_pane import FacetPane
from tui.app.widgets.finding_list import Target
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.reader import Reader
from tui.i18n import _


class Inquiries(Marking):
    """The part of the app that counts, and goes where what it found leads."""

    def action_compare(self) -> None:
        """Compare the two chosen values of a facet, else the two sources with most results."""
        session = self.session
        pairs = {facet: getattr(session.filters, facet) for facet in FACETS}
        facet = next((name for name, values in pairs.items() if len(values) == 2), "source")
        values = pairs[facet] if len(pairs[facet]) == 2 else self._sources()
        if len(values) < 2:
            self.tell(_("There is nothing to compare: choose two values of a facet"))
            return
        pair = values[0], values[1]
        self.ask("findings", lambda engine: findings.comparison(engine, session, facet, pair))

    def _sources(self) -> tuple[str, ...]:
        """Return the two sources that have most of the results, or fewer."""
        facets = self.results.facets if self.results else {}
        return tuple(value.value for value in facets.get("source", ())[:2])

    def action_rising(self) -> None:
        """Show which names and words rise in the last days of the results."""
        session = self.session
        self.ask("findings", lambda engine: findings.rising(engine, session))

    def action_company(self) -> None:
        """Show who stands with the name at the cursor, else with the first of the article."""
        name = self._named()
        if name is None:
            self.tell(_("There is no name here: go to one in the article or among the filters"))
            return
        self.ask("findings", lambda engine: findings.company(engine, name))

    def _named(self) -> str | None:
        facets, reader = self.query_one(FacetPane), self.query_one(Reader)
        at = facets.current if facets.has_focus else reader.followed if reader.has_focus else None
        if at and at[0] in KINDS:
            return at[1]
        hit = self._hit
        names = reader.entities if reader.has_focus else hit.entities if hit else {}
        return next((own[0] for kind in KINDS if (own := names.get(kind))), None)

    def on_findings_found(self, message: FindingsFound) -> None:
        """Show what was found."""
        self.push_screen(FindingScreen(message.title, message.findings), self._follow_finding)

    def _follow_finding(self, target: Target | None) -> None:
        if target is None:
            return
        if target.hit:
            self.post_message(ResultList.Opened(target.hit))
        elif target.word:
            self.ask_for(f"{self.session.query} {target.word}".strip())
        elif target.value not in getattr(self.session.filters, target.facet):
            self.change(self.session.toggled(target.facet, target.value))
