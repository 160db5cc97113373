"""The staff desk over HTTP, on real stores."""
