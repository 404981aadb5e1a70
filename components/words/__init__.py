"""What readers read: the catalogues of both languages, names, sentences, findings."""
