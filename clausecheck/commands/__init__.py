"""Parts of the command line: French help, values of options, what is read and written, the rule library."""
