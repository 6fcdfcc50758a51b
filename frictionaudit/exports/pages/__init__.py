"""The customer's page: as a web page in several languages, as dates for a calendar, and as data for machines."""
