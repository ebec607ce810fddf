package dev.ocellus.testing;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * People drawn as squares of four fields, whose colours are the person; light and noise change from picture to picture. A table says where eyes, nose and
 * mouth would be.
 */
public final class DrawnPeople {
    /** A training that takes seconds. */
    public static final String PLAN = """
            name: drawn-encoder
            licence: CC0-1.0
            terms: drawn
            seed: 3
            network: {side: 16, widths: [8, 12], pairs: [0, 1], embedding: 8}
            augment: {shrink: 0.2, gain: 0.1, brightness: 10, grey: 0, erase: 0, degrees: 3}
            loss:
              softmax: {scale: 8, margin: 0.1, classes: 8}
              contrastive: {scale: 8}
              triplet: {weight: 1, mining: semi-hard}
            people: 6
            pictures: 3
            course:
              steps: 12
              learning-rate: {constant: {rate: 0.01}}
              average: 0.5
              checkpoint-every: 3
              measure-every: 6
            development-share: 0.25
            heads: true
            data:
              - {folder: people, terms: drawn, landmarks: landmarks.csv}
            """;

    private static final int PEOPLE = 16;
    private static final int PICTURES = 4;
    private static final int SIDE = 40;

    private DrawnPeople() {}

    /** Writes {@code people/name/number.png} and {@code people/landmarks.csv}. */
    public static void writeTo(Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder table = new StringBuilder("file,re_x,re_y,le_x,le_y,nose_x,nose_y,rm_x,rm_y,lm_x,lm_y\n");
        for (int person = 0; person < PEOPLE; person++) {
            Path place = Files.createDirectories(folder.resolve("people/p" + person));
            int[] colours = random.ints(12, 20, 236).toArray();
            for (int picture = 0; picture < PICTURES; picture++) {
                ImageWriter.writePng(face(colours, random), place.resolve(picture + ".png"));
                table.append("p%d/%d.png,14,14,26,14,20,21,15,26,25,26\n".formatted(person, picture));
            }
        }
        Files.writeString(folder.resolve("people/landmarks.csv"), table);
    }

    private static Image face(int[] colours, SplittableRandom random) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        int light = random.nextInt(-10, 11);
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % SIDE;
            int y = i / 3 / SIDE;
            int field = 2 * (2 * y / SIDE) + 2 * x / SIDE;
            int value = colours[3 * field + i % 3] + light + random.nextInt(-6, 7);
            rgb[i] = (byte) Math.max(0, Math.min(255, value));
        }
        return Image.owning(new Size(SIDE, SIDE), rgb);
    }
}
