"""维保人员: the open page that rings, and one order from call to cause."""
