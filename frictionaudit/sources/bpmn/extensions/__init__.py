"""What a drawing holds beside its elements: simulation data of other tools, and the friction extension."""
