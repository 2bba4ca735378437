"""Staying in step with a server of the Google Reader API."""
