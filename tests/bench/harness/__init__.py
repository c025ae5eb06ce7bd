"""What every row of the benchmarks is measured and told with."""
