"""Disclosures in, structured facts and passages out. ``ingest`` owns both stores."""
