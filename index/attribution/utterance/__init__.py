"""What somebody is reported to have said: where it begins and ends, and what kind it is."""
