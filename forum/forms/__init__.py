"""What people type: shapes and wording. Whether it may happen is a rule."""
