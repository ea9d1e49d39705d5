"""One module per verb, imported when the verb is called; the function bears the verb's name."""
