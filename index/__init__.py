"""The half of onrecord that works before anyone asks: article -> attribution -> passages -> index."""
