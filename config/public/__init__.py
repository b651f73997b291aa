"""What the whole site says to everybody: its statements, and what programs ask it for."""
