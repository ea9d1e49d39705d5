"""The record as data over HTTP, under /api/v1: what pages show, by the same questions."""
