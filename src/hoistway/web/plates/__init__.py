"""The plate room: progress, plates and their lives, suspicions; and the phone page for posting."""
