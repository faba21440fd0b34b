"""Who ran a story when, and what each changed in it."""

from search.generation import Generation
from search.present.changes import changes, shared_words
from search.related import Version


def versions(state: Generation, docnum: int) -> tuple[Version, ...]:
    """Return the versions of an article; see :meth:`search.engine.Engine.versions`."""
    group = state.copies.group(docnum).tolist() or [docnum]
    articles = [state.snapshot.article(doc) for doc in group]
    first = articles[0].text
    return tuple(
        Version(
            id=article.id,
            title=article.title or article.headline,
            source=article.source,
            date=article.date,
            shared=shared_words(first, article.text),
            changes=changes(first, article.text) if place else (),
        )
        for place, article in enumerate(articles)
    )
