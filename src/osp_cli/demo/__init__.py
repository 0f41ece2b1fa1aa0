"""The example territory and the story of one deal. All people and companies are invented."""
