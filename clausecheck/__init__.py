"""Read a tender, grade its responsible clauses, propose wording."""
