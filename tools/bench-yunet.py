#!/usr/bin/env python3
"""Runs YuNet-n over a folder of photos in plain Python with OpenCV and prints photos per second.

    /usr/bin/python3 tools/bench-yunet.py PHOTOS MODEL OUT [--side 320] [--score 0.6] [--limit N]

To be compared with `./ocellus detect PHOTOS` run in the same minutes on the same machine: the steps are the same (read, decode, letterbox to a
square, network, decode boxes, suppress, draw, write a JPEG), in one process with one thread. MODEL is yunet_n_320_320.onnx or yunet_n_640_640.onnx;
--side has to agree with it. Needs python3-opencv and NumPy (Debian's packages do).
"""

import argparse
import pathlib
import resource
import sys
import time

import cv2
import numpy as np

STRIDES = (8, 16, 32)
OUTPUTS = [f"{kind}_{stride}" for stride in STRIDES for kind in ("cls", "obj", "bbox")]
SUFFIXES = {".jpg", ".jpeg", ".png", ".bmp", ".webp"}


def letterbox(photo, side):
    """The photo scaled to fit, in the upper left corner of a black square, and the scale."""
    height, width = photo.shape[:2]
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    square = np.zeros((side, side, 3), np.uint8)
    square[: size[1], : size[0]] = cv2.resize(photo, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    return square, scale


def decode(outputs, side, lowest):
    """Boxes as x, y, width, height in pixels of the square, and their scores."""
    boxes, scores = [], []
    for level, stride in enumerate(STRIDES):
        face, present, box = (outputs[3 * level + kind].reshape(-1, n) for kind, n in enumerate((1, 1, 4)))
        score = np.sqrt(np.clip(face[:, 0], 0, 1) * np.clip(present[:, 0], 0, 1))
        cells = np.nonzero(score >= lowest)[0]
        rows, columns = np.divmod(cells, side // stride)
        sides = np.exp(box[cells, 2:]) * stride
        centres = (np.stack([columns, rows], axis=1) + box[cells, :2]) * stride
        boxes.append(np.concatenate([centres - sides / 2, sides], axis=1))
        scores.append(score[cells])
    return np.concatenate(boxes), np.concatenate(scores)


def detect(network, photo, side, lowest):
    square, scale = letterbox(photo, side)
    network.setInput(cv2.dnn.blobFromImage(square))
    boxes, scores = decode(network.forward(OUTPUTS), side, lowest)
    if len(boxes) == 0:
        return []
    kept = cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), lowest, 0.45)
    return [(boxes[i] / scale, scores[i]) for i in np.asarray(kept).ravel()]


def draw(photo, faces):
    for (left, top, width, height), score in faces:
        corner = (round(left), round(top))
        cv2.rectangle(photo, corner, (round(left + width), round(top + height)), (0, 200, 0), 2)
        cv2.putText(photo, f"face {score:.2f}", (corner[0], corner[1] - 4), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 200, 0), 1)


def main():
    parser = argparse.ArgumentParser(description="Photos per second of YuNet-n in plain Python with OpenCV.")
    parser.add_argument("photos", type=pathlib.Path)
    parser.add_argument("model")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--side", type=int, default=320)
    parser.add_argument("--score", type=float, default=0.6)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()

    cv2.setNumThreads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    if options.out.resolve() == options.photos.resolve():
        sys.exit("OUT must not be the folder of photos, its files would be overwritten")
    files = sorted(f for f in options.photos.iterdir() if f.suffix.lower() in SUFFIXES)[: options.limit]
    network = cv2.dnn.readNetFromONNX(options.model)
    network.setInput(cv2.dnn.blobFromImage(np.zeros((options.side, options.side, 3), np.uint8)))
    network.forward(OUTPUTS)

    photos = faces = 0
    alone = 0.0
    start = time.perf_counter()
    for file in files:
        photo = cv2.imread(str(file))
        if photo is None:
            print(f"{file}: not a picture, left out", file=sys.stderr)
            continue
        before = time.perf_counter()
        found = detect(network, photo, options.side, options.score)
        alone += time.perf_counter() - before
        draw(photo, found)
        cv2.imwrite(str(options.out / (file.stem + ".jpg")), photo, [cv2.IMWRITE_JPEG_QUALITY, 90])
        photos += 1
        faces += len(found)
    seconds = time.perf_counter() - start
    if photos == 0:
        sys.exit(f"no photos in {options.photos}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{photos} photos, {faces} faces, {seconds:.1f} s: {photos / seconds:.1f} photos/s at {options.side} px, "
        f"{1000 * alone / photos:.1f} ms of it letterbox, network and boxes; peak memory {memory:.0f} MiB; OpenCV {cv2.__version__}"
    )


if __name__ == "__main__":
    main()
