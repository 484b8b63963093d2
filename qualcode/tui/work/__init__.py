"""What the actions do, by kind of work. Each part knows the desk and works on its study."""
