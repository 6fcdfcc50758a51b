"""How cases move: the graph, its routing, expected visits and elapsed time."""
