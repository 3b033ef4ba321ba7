"""Who is who in an article: names, the persons behind them, their roles."""
