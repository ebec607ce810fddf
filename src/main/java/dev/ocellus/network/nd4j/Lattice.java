package dev.ocellus.network.nd4j;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Shape;

/**
 * Some pixels of a map, in equal steps down and across, and some of their channels: a map of its own for those who take it out and put it back. It may
 * reach over the edge.
 *
 * @param top the map's row under the lattice's first one
 * @param left the map's column under the lattice's first one
 * @param step from one row and column of the lattice to the next, in those of the map
 * @param channel the first one
 */
record Lattice(int top, int left, Extent step, int channel) {
    /** Copies from a map; what lies over its edge is 0. */
    void take(FeatureMap map, FeatureMap part) {
        Shape from = map.shape();
        Shape to = part.shape();
        float[] source = new float[from.width() * from.channels()];
        for (int n = 0, row = 0; n < part.samples(); n++) {
            for (int y = 0; y < to.height(); y++, row++) {
                float[] target = new float[to.width() * to.channels()];
                int down = top + y * step.height();
                if (down >= 0 && down < from.height()) {
                    map.read((n * from.height() + down) * source.length, source, source.length);
                    for (int x = first(); x < end(from, to); x++) {
                        System.arraycopy(source, at(x, from), target, x * to.channels(), to.channels());
                    }
                }
                part.write(row * target.length, target, target.length);
            }
        }
    }

    /** Copies back to a map; what lies over its edge is dropped. */
    void put(FeatureMap part, FeatureMap map) {
        Shape from = part.shape();
        Shape to = map.shape();
        float[] source = new float[from.width() * from.channels()];
        float[] target = new float[to.width() * to.channels()];
        for (int n = 0; n < part.samples(); n++) {
            for (int y = 0; y < from.height(); y++) {
                int down = top + y * step.height();
                if (down >= 0 && down < to.height()) {
                    int line = (n * to.height() + down) * target.length;
                    part.read((n * from.height() + y) * source.length, source, source.length);
                    map.read(line, target, target.length);
                    for (int x = first(); x < end(to, from); x++) {
                        System.arraycopy(source, x * from.channels(), target, at(x, to), from.channels());
                    }
                    map.write(line, target, target.length);
                }
            }
        }
    }

    private int at(int x, Shape map) {
        return (left + x * step.width()) * map.channels() + channel;
    }

    /** The first column that lies on the map. */
    private int first() {
        return Math.max(0, -Math.floorDiv(left, step.width()));
    }

    /** One more than the last column that lies on the map. */
    private int end(Shape map, Shape part) {
        return Math.min(part.width(), -Math.floorDiv(left - map.width(), step.width()));
    }
}
