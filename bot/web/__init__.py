"""What people touch: the chat, the portal widget and the HTTP API, on one application."""
