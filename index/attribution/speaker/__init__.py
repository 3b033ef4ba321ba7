"""Who said it: candidates, the choice among them, whom a pronoun stands for, how sure that is."""
