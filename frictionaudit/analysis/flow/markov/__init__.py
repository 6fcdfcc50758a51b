"""The absorbing Markov chain of a procedure: blocks, joins, its states, and the solution of its linear systems."""
