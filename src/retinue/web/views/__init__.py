"""One module per page: a function from what was asked to frozen, plain data that a template and the API both show."""
