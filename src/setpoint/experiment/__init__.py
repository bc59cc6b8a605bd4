"""The experiment: which arms, which samples, and the loop that fills a run."""
