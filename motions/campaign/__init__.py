"""A campaign in one run: a spreadsheet of branches to a document, a pack or a plan for each."""
