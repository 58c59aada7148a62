"""Published instances, solved and compared: `python -m benchmarks NAME --data DIR`."""
