"""Files as they come, split into rows of text cells; what the cells mean is the importer's."""
