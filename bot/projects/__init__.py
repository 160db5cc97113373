"""The projects of a document: by name, by what they are for, by what their forms print."""
