"""Questions in, cited answers out. ``bot`` sees the model and the stores, no parser."""
