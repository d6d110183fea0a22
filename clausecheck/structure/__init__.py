"""Document -> Outline: which piece it is, its articles, its passages; and the facts of the tender."""
