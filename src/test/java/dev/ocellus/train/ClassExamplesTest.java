package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.augment.Mirror;
import dev.ocellus.dataset.ClassPictures.Picture;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.learn.Batch;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import dev.ocellus.pipeline.Augmentation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassExamplesTest {
    /** Dark on the left, bright on the right, each a little different. */
    private static final List<Picture> PICTURES = IntStream.range(0, 40)
            .mapToObj(i -> new Picture(
                    "p" + i,
                    Path.of("p" + i),
                    i % 3,
                    Image.filled(new Size(8, 4), i, 0, 0).withPatch(Image.filled(new Size(4, 4), 200, 0, 0), 4, 0)))
            .toList();

    private static ClassExamples examples(List<Augmentation> augmentations, long seed) {
        return new ClassExamples(PICTURES, new Preprocessing(0, 1), augmentations, seed, "drawn");
    }

    @Test
    void aBatchHoldsThePicturesAndTheirClasses() {
        Batch<List<Tensor>> batch = examples(List.of(), 1).batch(new int[] {5, 0, 1}, 3);
        assertArrayEquals(new int[] {3, 3, 4, 8}, batch.input().shape());
        assertEquals(5, batch.input().data()[0]);
        assertEquals(200, batch.input().data()[7]);
        assertArrayEquals(new float[] {2, 0, 1}, batch.target().get(0).data());
        assertArrayEquals(new int[] {3, 1, 1, 1}, batch.target().get(0).shape());
        assertSame(PICTURES.get(7).image(), examples(List.of(), 1).image(7, 9));
    }

    @Test
    void augmentationDependsOnSeedEpochAndPictureAlone() {
        List<Augmentation> mirror = List.of(new Mirror(0.5));
        assertEquals(mirrored(mirror, 1, 0), mirrored(mirror, 1, 0), "asked again");
        List<List<Boolean>> draws =
                List.of(mirrored(mirror, 1, 0), mirrored(mirror, 1, 1), mirrored(mirror, 2, 0), mirrored(mirror, 2, 1));
        assertEquals(4, draws.stream().distinct().count(), "every epoch and seed draws anew");
        for (List<Boolean> draw : draws) {
            long count = draw.stream().filter(turned -> turned).count();
            assertTrue(count > 8 && count < 32, count + " of 40 were mirrored");
        }
    }

    private static List<Boolean> mirrored(List<Augmentation> stages, long seed, int epoch) {
        ClassExamples examples = examples(stages, seed);
        return IntStream.range(0, PICTURES.size())
                .mapToObj(i -> examples.image(i, epoch).at(0, 0, 0) == 200)
                .toList();
    }
}
