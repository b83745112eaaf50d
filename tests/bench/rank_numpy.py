# SMAA-2 as core/insight/certainty.cpp does it, in NumPy: the peer of bench_engine's "ranking".
#
#   python3 rank_numpy.py ENGINE FOLDER
#
# Reads FOLDER/ranked.json (what bench_engine studies) and ENGINE (the lines it printed), and prints
# such a line: milliseconds, the median of three runs. The draws are others, so the shares of the top
# ranks are compared to five standard errors of a difference. Draws are made in batches that fit the
# cache well (smaller and larger ones were slower); only the arithmetic is timed, not the start of
# Python.
import json
import sys
import time

import numpy as np


def rank(blocks, alpha, draws, top, rng, batch=250):
    n = sum(len(block["places"]) for block in blocks)
    counts = np.zeros((n, n), dtype=np.int64)
    in_top = np.zeros(n, dtype=np.int64)
    rows = np.arange(n)
    for done in range(0, draws, batch):
        size = min(batch, draws - done)
        weights = rng.dirichlet(alpha, size)
        squares = []
        for block in blocks:
            own = weights[:, block["factors"]]
            own = own / own.sum(axis=1, keepdims=True)
            drawn = rng.standard_normal((size, *block["x"].shape))
            drawn *= block["sd"]
            drawn += block["x"]
            np.clip(drawn, 0, 100, out=drawn)
            np.square(drawn, out=drawn)
            squares.append(np.einsum("dtk,dk->dt", drawn, own))
        order = np.argsort(-np.concatenate(squares, axis=1), axis=1)
        ranks = np.empty_like(order)
        np.put_along_axis(ranks, order, rows[None, :], axis=1)
        counts += np.bincount((rows * n + ranks).ravel(), minlength=n * n).reshape(n, n)
        in_top += (ranks < top).sum(axis=0)
    return counts, in_top


def blocks_of(touchpoints):
    blocks = {}
    for place, touchpoint in enumerate(touchpoints):
        blocks.setdefault(tuple(touchpoint["factors"]), []).append(place)
    return [
        {
            "places": places,
            "factors": np.array(factors, dtype=int),
            "x": np.array([touchpoints[place]["x"] for place in places]),
            "sd": np.array([touchpoints[place]["sd"] for place in places]),
        }
        for factors, places in blocks.items()
    ]


def main():
    with open(sys.argv[1]) as lines:
        engine = next(line for line in map(json.loads, lines) if line["what"] == "ranking")
    with open(sys.argv[2] + "/ranked.json") as file:
        study = json.load(file)
    blocks = blocks_of(study["touchpoints"])
    draws = study["draws"]
    times = []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        start = time.perf_counter()
        counts, in_top = rank(blocks, np.array(study["alpha"]), draws, study["top"], rng)
        times.append(1000 * (time.perf_counter() - start))

    places = np.concatenate([block["places"] for block in blocks])
    theirs = np.array(engine["p_top"])[places]
    mine = in_top / draws
    share = (mine + theirs) / 2
    allowed = 5 * np.sqrt(2 * np.maximum(share * (1 - share), 1 / draws) / draws)
    if not (counts.sum(axis=1) == draws).all() or (np.abs(mine - theirs) > allowed).any():
        sys.exit("rank_numpy.py: the shares of the top ranks differ from the engine's")
    line = {"what": "ranking", "size": len(places), "who": "NumPy", "milliseconds": sorted(times)[1]}
    print(json.dumps({**line, "fastest": min(times), "runs": 3}))


main()
