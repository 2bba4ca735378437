"""The three panes: places, articles, and the article."""
