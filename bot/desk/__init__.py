"""The staff desk on ``/staff``: ask, browse, see to open questions, curate, upload."""
