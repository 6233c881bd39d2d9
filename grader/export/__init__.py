"""The results of a class in the forms that other platforms read, a module a form."""
