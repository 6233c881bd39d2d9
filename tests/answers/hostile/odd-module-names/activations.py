"""A right answer, by way of a module with a letter of German."""

from größe import relu
