"""Panels and text: each turns a Selection into something on the screen."""
