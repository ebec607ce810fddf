package dev.ocellus.face;

import dev.ocellus.frame.Embedding;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Which parts of an aligned face make its distance to another one what it is: small squares are hidden one after the other behind the face's mean colour, and
 * for each pixel the mean change of the distance over the squares that hid it is kept. Where it is above 0 the part makes the faces alike; below 0 it sets them
 * apart.
 *
 * @param size of the face
 * @param change of the distance for each pixel, row by row
 * @see <a href="https://arxiv.org/abs/1311.2901">Zeiler and Fergus, 2013, section 4.2</a>
 */
public record OcclusionMap(Size size, double[] change) {
    /** How many hidden squares lie beside one another without touching. */
    private static final int SQUARES = 6;
    /** How many steps a square takes to cross its own width. */
    private static final int STEPS = 2;

    /**
     * Measures a face.
     *
     * @param face aligned
     * @param other what it is compared with
     * @param encode makes embeddings of aligned faces
     */
    public static OcclusionMap of(Image face, Embedding other, Function<List<Image>, List<Embedding>> encode) {
        int side = Math.max(1, face.width() / SQUARES);
        int step = Math.max(1, side / STEPS);
        Image patch = mean(face, side);
        List<Image> hidden = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        hidden.add(face);
        // squares reach over the edges, so that pixels at the edge are hidden as often as others
        for (int y = step - side; y < face.height(); y += step) {
            for (int x = step - side; x < face.width(); x += step) {
                hidden.add(face.withPatch(patch, x, y));
                places.add(new int[] {x, y});
            }
        }
        List<Embedding> embeddings = encode.apply(hidden);
        double shown = embeddings.get(0).distance(other);
        double[] sums = new double[face.width() * face.height()];
        int[] counts = new int[sums.length];
        for (int i = 0; i < places.size(); i++) {
            double change = embeddings.get(i + 1).distance(other) - shown;
            int left = places.get(i)[0];
            int top = places.get(i)[1];
            for (int y = Math.max(0, top); y < Math.min(face.height(), top + side); y++) {
                for (int x = Math.max(0, left); x < Math.min(face.width(), left + side); x++) {
                    sums[y * face.width() + x] += change;
                    counts[y * face.width() + x]++;
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i] == 0 ? 0 : sums[i] / counts[i];
        }
        return new OcclusionMap(face.size(), sums);
    }

    private static Image mean(Image face, int side) {
        long[] sums = new long[3];
        for (int y = 0; y < face.height(); y++) {
            for (int x = 0; x < face.width(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    sums[channel] += face.at(x, y, channel);
                }
            }
        }
        long pixels = face.size().area();
        return Image.filled(
                new Size(side, side), (int) (sums[0] / pixels), (int) (sums[1] / pixels), (int) (sums[2] / pixels));
    }

    /** The largest change, in whichever direction. */
    public double strongest() {
        double strongest = 0;
        for (double value : change) {
            strongest = Math.max(strongest, Math.abs(value));
        }
        return strongest;
    }

    /**
     * The face in grey with the map laid over it: blue where it makes the faces alike, orange where it sets them apart.
     *
     * @param scale the change that is drawn in full colour, above 0
     */
    public Image over(Image face, double scale) {
        byte[] rgb = new byte[3 * change.length];
        for (int i = 0; i < change.length; i++) {
            int x = i % size.width();
            int y = i / size.width();
            double grey = (face.at(x, y, 0) + face.at(x, y, 1) + face.at(x, y, 2)) / 3.0;
            double strength = 0.75 * Math.min(1, Math.abs(change[i]) / scale);
            int[] colour = change[i] > 0 ? new int[] {0x00, 0x72, 0xB2} : new int[] {0xE6, 0x9F, 0x00};
            for (int channel = 0; channel < 3; channel++) {
                rgb[3 * i + channel] = (byte) Math.round((1 - strength) * grey + strength * colour[channel]);
            }
        }
        return Image.owning(size, rgb);
    }
}
