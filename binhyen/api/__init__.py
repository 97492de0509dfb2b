"""Open311 GeoReport v2: order reports read and filed by other programs. No other kind exists here."""
