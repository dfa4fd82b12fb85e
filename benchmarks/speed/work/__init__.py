"""What jobs run in processes of their own, each of which prints its figures as JSON."""
