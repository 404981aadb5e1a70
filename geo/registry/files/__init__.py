"""Files of users: what a person saved from a spreadsheet, read into cells of text, its heading found and its columns named."""
