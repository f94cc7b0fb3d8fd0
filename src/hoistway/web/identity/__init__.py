"""Sign-in both ways: from the city and WeChat to us, from us to the apps of partners."""
