"""What people print in the cells of a service table: times, fees, channels."""
