"""The rule library as a static site: read offline, searched without a server, printed."""

from clausecheck.render.site.pages import render_site

__all__ = ["render_site"]
