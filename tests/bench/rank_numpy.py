# SMAA-2 as core/insight/certainty.cpp does it, in NumPy: the peer of bench_rank.
#
#   python3 rank_numpy.py TOUCHPOINTS DRAWS      prints seconds, the best of three
#
# Half of the touchpoints have 7 factors, half 6. Draws are made in batches that fit the cache well
# (smaller and larger ones were slower); only the arithmetic is timed, not the start of Python.
import sys
import time

import numpy as np


def rank(x, sd, factors, draws, rng, batch=250):
    n = sum(len(block) for block in x)
    counts = np.zeros((n, n), dtype=np.int64)
    top = np.zeros(n, dtype=np.int64)
    alpha = np.full(13, 50 / 13)
    rows = np.arange(n)
    for done in range(0, draws, batch):
        size = min(batch, draws - done)
        weights = rng.dirichlet(alpha, size)
        squares = []
        for xs, sds, columns in zip(x, sd, factors):
            own = weights[:, columns]
            own = own / own.sum(axis=1, keepdims=True)
            drawn = rng.standard_normal((size, *xs.shape))
            drawn *= sds
            drawn += xs
            np.clip(drawn, 0, 100, out=drawn)
            np.square(drawn, out=drawn)
            squares.append(np.einsum("dtk,dk->dt", drawn, own))
        order = np.argsort(-np.concatenate(squares, axis=1), axis=1)
        ranks = np.empty_like(order)
        np.put_along_axis(ranks, order, rows[None, :], axis=1)
        counts += np.bincount((rows * n + ranks).ravel(), minlength=n * n).reshape(n, n)
        top += (ranks < 5).sum(axis=0)
    return counts, top


def main():
    touchpoints, draws = int(sys.argv[1]), int(sys.argv[2])
    rng = np.random.default_rng(1)
    half = touchpoints // 2
    factors = [np.arange(7), np.arange(7, 13)]
    shapes = [(half, 7), (touchpoints - half, 6)]
    x = [rng.uniform(10, 90, shape) for shape in shapes]
    sd = [rng.uniform(3, 29, shape) for shape in shapes]
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        rank(x, sd, factors, draws, rng)
        best = min(best, time.perf_counter() - start)
    print(best)


main()
