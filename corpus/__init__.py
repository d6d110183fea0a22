"""Sample tenders: readable sources, hand annotations, and what makes files of them."""
