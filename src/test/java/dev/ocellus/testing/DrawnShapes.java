package dev.ocellus.testing;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Drawn circles, squares and triangles of any colour, place and size on noisy grounds, in folders of three scripts. */
public final class DrawnShapes {
    private static final int SIDE = 40;

    /** What can be drawn, with the name of its folder. */
    public enum Shape {
        CIRCLE("kr\u00fcgel \u25cb") {
            @Override
            boolean covers(double x, double y) {
                return x * x + y * y < 1;
            }
        },
        SQUARE("квадрат") {
            @Override
            boolean covers(double x, double y) {
                return Math.abs(x) < 0.85 && Math.abs(y) < 0.85;
            }
        },
        TRIANGLE("三角形") {
            @Override
            boolean covers(double x, double y) {
                return y < 0.8 && y > 2 * Math.abs(x) - 0.9;
            }
        };

        private final String folder;

        Shape(String folder) {
            this.folder = folder;
        }

        public String folder() {
            return folder;
        }

        /** Whether the shape covers a point; the shape reaches about 1 from its middle. */
        abstract boolean covers(double x, double y);
    }

    private DrawnShapes() {}

    /** Writes so many pictures of each shape into a folder of its own. */
    public static void writeTo(Path folder, int ofEach, long seed) throws IOException {
        Random random = new Random(seed);
        for (Shape shape : Shape.values()) {
            Path of = Files.createDirectories(folder.resolve(shape.folder()));
            for (int i = 0; i < ofEach; i++) {
                ImageWriter.writePng(draw(shape, random), of.resolve("p" + i + ".png"));
            }
        }
    }

    public static Image draw(Shape shape, Random random) {
        double radius = 9 + 8 * random.nextDouble();
        double middleX = radius + (SIDE - 2 * radius) * random.nextDouble();
        double middleY = radius + (SIDE - 2 * radius) * random.nextDouble();
        int[] ground = {random.nextInt(120), random.nextInt(120), random.nextInt(120)};
        int[] ink = {130 + random.nextInt(110), 130 + random.nextInt(110), 130 + random.nextInt(110)};
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean inside = shape.covers((x - middleX) / radius, (y - middleY) / radius);
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * (y * SIDE + x) + channel] = (byte) ((inside ? ink : ground)[channel] + random.nextInt(16));
                }
            }
        }
        return Image.owning(new Size(SIDE, SIDE), rgb);
    }
}
