"""Requests of use units, the course of an elevator's life, and its file as PDF."""
