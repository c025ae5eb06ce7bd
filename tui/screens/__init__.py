"""Whole screens and what lies over them; they turn messages into results."""
