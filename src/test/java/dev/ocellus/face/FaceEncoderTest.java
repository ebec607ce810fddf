package dev.ocellus.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Embedding;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceEncoderTest {
    private static final Preprocessing PLAIN = new Preprocessing(0, 1);

    /** Says the red value of the upper left pixel, that of the upper right one, and 1. */
    private static final class Corners implements Network {
        private final List<Integer> batches = new ArrayList<>();

        @Override
        public List<Tensor> forward(Tensor batch) {
            int count = batch.dimension(0);
            int side = batch.dimension(3);
            batches.add(count);
            float[] values = new float[3 * count];
            for (int i = 0; i < count; i++) {
                values[3 * i] = batch.data()[3 * side * side * i];
                values[3 * i + 1] = batch.data()[3 * side * side * i + side - 1];
                values[3 * i + 2] = 1;
            }
            return List.of(new Tensor(values, count, 3, 1, 1));
        }

        @Override
        public void close() {}
    }

    @Test
    void facesAreEncodedInOrderAndInBatches() {
        Corners network = new Corners();
        FaceEncoder encoder = new FaceEncoder(network, PLAIN, Alignment.STANDARD.sized(8), false);
        List<Image> faces = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            faces.add(Image.filled(new Size(8, 8), i, 0, 0));
        }
        List<Embedding> embeddings = encoder.encode(faces);
        assertEquals(List.of(32, 32, 6), network.batches);
        for (int i = 0; i < 70; i++) {
            float[] expected = Embedding.normalised(new float[] {i, i, 1}).values();
            assertArrayEquals(expected, embeddings.get(i).values(), 1e-6f);
        }
        assertEquals(List.of(), encoder.encode(List.of()));
    }

    @Test
    void withItsMirrorImageAFaceAndItsMirrorImageAreTheSame() {
        byte[] rgb = new byte[3 * 48 * 48];
        rgb[0] = 80;
        rgb[3 * 47] = 20;
        Image face = Image.owning(new Size(48, 48), rgb);
        FaceEncoder with = new FaceEncoder(new Corners(), PLAIN, Alignment.STANDARD.sized(48), true);
        List<Embedding> same = with.encode(List.of(face, face.mirrored()));
        assertEquals(0, same.get(0).distance(same.get(1)), 1e-6);
        FaceEncoder without = new FaceEncoder(new Corners(), PLAIN, Alignment.STANDARD.sized(48), false);
        List<Embedding> other = without.encode(List.of(face, face.mirrored()));
        assertTrue(other.get(0).distance(other.get(1)) > 0.1);
    }

    @Test
    void featuresOfAPairDoNotDependOnTheirOrder() {
        Property.check(100, random -> {
            float[] first = new float[5];
            float[] second = new float[5];
            for (int i = 0; i < 5; i++) {
                first[i] = (float) random.nextGaussian();
                second[i] = (float) random.nextGaussian();
            }
            Embedding x = Embedding.normalised(first);
            Embedding y = Embedding.normalised(second);
            for (PairFeatures features : PairFeatures.values()) {
                assertArrayEquals(features.of(x, y), features.of(y, x));
                assertArrayEquals(new float[5], features.of(x, x));
            }
            float[] difference = PairFeatures.DIFFERENCE.of(x, y);
            float[] chi = PairFeatures.CHI_SQUARED.of(x, y);
            for (int i = 0; i < 5; i++) {
                float a = x.values()[i];
                float b = y.values()[i];
                assertEquals(Math.abs(a - b), difference[i], 1e-6);
                assertEquals((a - b) * (a - b) / (Math.abs(a) + Math.abs(b)), chi[i], 1e-5);
            }
        });
        Embedding axis = Embedding.of(new float[] {1, 0});
        assertArrayEquals(new float[2], PairFeatures.CHI_SQUARED.of(axis, axis), "0 beside 0 is 0");
    }
}
