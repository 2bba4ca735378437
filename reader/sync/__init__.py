"""Staying in step with a server that speaks the Google Reader API, such as FreshRSS."""
