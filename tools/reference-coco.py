#!/usr/bin/env python3
"""Draws a scene of truths and detections, has COCO's own program (pycocotools) judge it and writes both into a file for the tests.

    python3 tools/reference-coco.py src/test/resources/dev/ocellus/evaluate/coco-scene.json

The scene holds what such programs disagree on: crowds, more than a hundred detections of a label in a picture, boxes whose area is exactly on the
border of small and medium, labels with 20 and 50 truths (whose recalls fall exactly on the hundredths at which COCO reads precision), a label that is
never found, one that is never there, pictures without truths and pictures without detections. Scores are all different and no two overlaps are
equal, so nothing depends on the order of lists. Needs pycocotools and NumPy; the tests need neither.
"""

import json
import pathlib
import random
import sys

import numpy as np
import pycocotools
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

LABELS = ["cell", "dot", "ring", "never-found", "never-there"]
PICTURES = 36
SIDE = 640


def box(rng, side):
    width, height = side * rng.uniform(0.7, 1.4), side * rng.uniform(0.7, 1.4)
    return [round(rng.uniform(0, SIDE - width), 3), round(rng.uniform(0, SIDE - height), 3), round(width, 3), round(height, 3)]


def moved(rng, known, amount):
    x, y, width, height = known
    shift = lambda length: length * rng.gauss(0, amount)
    scale = lambda length: length * max(0.3, 1 + rng.gauss(0, amount))
    return [round(x + shift(width), 3), round(y + shift(height), 3), round(scale(width), 3), round(scale(height), 3)]


def scene(rng):
    truths, found = [], []
    wanted = {"cell": 133, "dot": 20, "ring": 50, "never-found": 7}
    for label, count in wanted.items():
        for _ in range(count):
            picture = rng.randrange(PICTURES - 4)
            truth = box(rng, rng.choice([14, 28, 40, 70, 110, 200]))
            truths.append({"picture": picture, "label": label, "box": truth, "crowd": False})
            if label == "never-found":
                continue
            for _ in range(rng.choice([0, 1, 1, 1, 2, 3])):
                said = label if rng.random() < 0.85 else rng.choice(LABELS[:3])
                found.append((picture, said, moved(rng, truth, rng.choice([0.01, 0.04, 0.1, 0.2])), rng.random() ** 0.5))
    for _ in range(12):
        picture = rng.randrange(PICTURES - 4)
        crowd = box(rng, rng.choice([90, 180, 260]))
        label = rng.choice(["cell", "ring"])
        truths.append({"picture": picture, "label": label, "box": crowd, "crowd": True})
        for _ in range(rng.randrange(6)):
            inside = [crowd[0] + crowd[2] * rng.uniform(0, 0.8), crowd[1] + crowd[3] * rng.uniform(0, 0.8), 0, 0]
            inside[2], inside[3] = crowd[2] * rng.uniform(0.1, 0.5), crowd[3] * rng.uniform(0.1, 0.5)
            found.append((picture, label, [round(n, 3) for n in inside], rng.random() ** 0.5))
    for corner in (100, 300):
        truths.append({"picture": 2, "label": "cell", "box": [corner, 500, 32, 32], "crowd": False})
        truths.append({"picture": 3, "label": "ring", "box": [corner, 400, 96, 96], "crowd": False})
        found.append((2, "cell", [corner + 1.5, 500.25, 32, 32], rng.random()))
        found.append((3, "ring", [corner + 2.5, 400.75, 96, 96], rng.random()))
    for picture in range(PICTURES):
        for label in ("cell", "ring", "never-there"):
            if rng.random() < 0.6:
                found.append((picture, label, box(rng, rng.choice([20, 60, 140])), rng.random() * 0.8))
    for _ in range(130):  # more than COCO looks at
        found.append((5, "cell", box(rng, rng.choice([16, 50])), rng.random()))
    used, detections = set(), []
    for picture, label, where, score in found:
        score = round(score, 6)
        while score in used:
            score = round(score - 1e-6, 6)
        used.add(score)
        detections.append({"picture": picture, "label": label, "box": where, "score": score})
    return truths, detections


def judge(truths, detections):
    annotations = [
        {
            "id": i + 1,
            "image_id": t["picture"],
            "category_id": LABELS.index(t["label"]) + 1,
            "bbox": t["box"],
            "area": t["box"][2] * t["box"][3],
            "iscrowd": int(t["crowd"]),
        }
        for i, t in enumerate(truths)
    ]
    known = COCO()
    known.dataset = {
        "info": {},
        "images": [{"id": i, "width": SIDE, "height": SIDE, "file_name": f"{i:02}.jpg"} for i in range(PICTURES)],
        "annotations": annotations,
        "categories": [{"id": i + 1, "name": name} for i, name in enumerate(LABELS)],
    }
    known.createIndex()
    results = known.loadRes(
        [
            {"image_id": d["picture"], "category_id": LABELS.index(d["label"]) + 1, "bbox": d["box"], "score": d["score"]}
            for d in detections
        ]
    )
    run = COCOeval(known, results, "bbox")
    run.evaluate()
    run.accumulate()
    run.summarize()
    by_label = {}
    for k, label in enumerate(LABELS):
        mean = lambda values: float(values.mean()) if (values > -1).all() else None
        by_label[label] = {
            "AP50": mean(run.eval["precision"][0, :, k, 0, 2]),
            "AP": mean(run.eval["precision"][:, :, k, 0, 2]),
            "AR100": mean(run.eval["recall"][:, k, 0, 2]),
        }
    names = ["AP", "AP50", "AP75", "AP-small", "AP-medium", "AP-large", "AR1", "AR10", "AR100", "AR-small", "AR-medium", "AR-large"]
    return {name: float(value) for name, value in zip(names, run.stats)}, by_label


def lines(records):
    return "[\n" + ",\n".join(json.dumps(record) for record in records) + "]"


def main(target):
    truths, detections = scene(random.Random(2014))
    stats, by_label = judge(truths, detections)
    version = getattr(pycocotools, "__version__", None)
    if version is None:
        import importlib.metadata

        version = importlib.metadata.version("pycocotools")
    made = f"tools/reference-coco.py with pycocotools {version}, NumPy {np.__version__}"
    pathlib.Path(target).write_text(
        "{\n"
        + f'"made-by": {json.dumps(made)},\n'
        + f'"pictures": {PICTURES},\n'
        + f'"expected": {json.dumps(stats)},\n'
        + f'"expected-by-label": {json.dumps(by_label)},\n'
        + f'"truths": {lines(truths)},\n'
        + f'"detections": {lines(detections)}\n'
        + "}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
