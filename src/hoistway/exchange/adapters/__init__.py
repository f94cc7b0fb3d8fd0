"""What stands between exchange and its partners: the post and front-end machines' folders."""
