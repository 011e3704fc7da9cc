"""Where pages say things about themselves, and whom to trust."""

from __future__ import annotations

__all__ = ["META", "RANK"]

META: dict[str, tuple[str, str]] = {
    name: (key, kind)
    for key, kind, names in (
        ("title", "og:title", "og:title"),
        ("title", "twitter:title", "twitter:title"),
        ("title", "citation_title", "citation_title"),
        ("title", "dc.title", "dc.title dc:title dcterms.title"),
        ("title", "meta title", "title headline fb_title parsely-title sailthru.title rbtitle shareaholic:title name"),
        ("authors", "citation_author", "citation_author"),
        ("authors", "dc.creator", "dc.creator dc:creator dcterms.creator dc.creator.aut dcterms.creator.aut"),
        ("authors", "meta author", "author authors byl parsely-author sailthru.author rbauthors"),
        ("authors", "article:author", "article:author og:author og:article:author shareaholic:article_author_name"),
        ("date", "article:published_time", "article:published_time og:article:published_time"),
        ("date", "citation_date", "citation_publication_date citation_online_date citation_date"),
        (
            "date",
            "meta date",
            "date pubdate publish-date publish_date publishdate published published_time datepublished parsely-pub-date"
            " sailthru.date rbpubdate publication_date cxenseparse:recs:publishtime publishedtime"
            " originalpublicationdate article.published bt:pubdate ptime dateCreated article_date_original"
            " og:published_time timestamp",
        ),
        ("date", "dc.date", "dc.date dc:date dcterms.date dcterms.created dc.date.issued dcterms.issued dc.created"),
        ("date", "og:updated_time", "og:updated_time article:modified_time last-modified"),
        ("site", "og:site_name", "og:site_name"),
        ("site", "application-name", "application-name apple-mobile-web-app-title"),
        ("site", "citation_journal_title", "citation_journal_title"),
        ("site", "dc.publisher", "dc.publisher dc:publisher dcterms.publisher"),
        ("site", "meta publisher", "publisher sailthru.publisher rbpubname"),
        ("section", "article:section", "article:section og:article:section"),
        ("section", "meta section", "section category parsely-section"),
        ("url", "og:url", "og:url"),
        ("page_type", "og:type", "og:type"),
        ("page-language", "content-language", "content-language"),
        ("page-language", "og:locale", "og:locale"),
        ("page-language", "dc.language", "dc.language dc:language dcterms.language citation_language"),
    )
    for name in names.casefold().split()
}

_TRUST: dict[str, tuple[str, ...]] = {
    "title": (
        "h1 in title",
        "citation_title",
        "json-ld headline",
        "og:title",
        "title",
        "h1",
        "twitter:title",
        "json-ld name",
        "dc.title",
        "meta title",
        "json-ld page headline",
        "json-ld page name",
    ),
    "authors": (
        "citation_author",
        "json-ld author",
        "twitter:data",
        "json-ld page author",
        "meta author",
        "article:author",
        "json-ld creator",
        "rel author",
        "byline name",
        "dc.creator",
        "itemprop author",
        "byline",
    ),
    "date": (
        # The address and the head of a page mostly have its own day, JSON-LD more often that in Greenwich.
        "url",
        "article:published_time",
        "citation_date",
        "meta date",
        "json-ld datePublished",
        "json-ld page datePublished",
        "itemprop datePublished",
        "dc.date",
        "time",
        "json-ld uploadDate",
        "json-ld dateCreated",
        "json-ld dateModified",
        "og:updated_time",
        "json-ld page dateModified",
    ),
    "site": (
        "og:site_name",
        "json-ld publisher",
        "json-ld WebSite name",
        "application-name",
        "citation_journal_title",
        "json-ld isPartOf",
        "dc.publisher",
        "meta publisher",
    ),
    "section": ("article:section", "json-ld articleSection", "meta section"),
    "url": ("canonical", "og:url"),
    "page_type": ("json-ld type", "og:type"),
    "page-language": ("html lang", "content-language", "json-ld inLanguage", "og:locale", "dc.language"),
}
"""Sources of each key, by how often they are right on the development pages; unknown ones come last."""
_TRUST["credits"] = _TRUST["authors"]
RANK = {(key, source): rank for key, sources in _TRUST.items() for rank, source in enumerate(sources)}
"""Place of a key and a source in the order of trust, 0 the best."""
