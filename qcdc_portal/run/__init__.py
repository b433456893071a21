"""`make run`: servers, web, workers and beat in one terminal; started together, stopped together."""
