"""数据交换: the city's regulators watch and steer the exchange with other systems."""
