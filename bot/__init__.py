"""The half of onrecord that works when someone asks: query -> answer -> screen."""
