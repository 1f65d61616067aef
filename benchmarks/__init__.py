"""Speed, as ratios against named baselines in the same run; `make bench` writes benchmarks/results/."""
