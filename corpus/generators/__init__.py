"""Makes the sample tenders of ``corpus/sources`` into the files that a buyer would publish."""
