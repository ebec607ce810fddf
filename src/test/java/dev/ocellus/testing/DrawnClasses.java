package dev.ocellus.testing;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Drawn pictures in folders named after what they show: a bright bar that lies or stands, or a square. */
public final class DrawnClasses {
    public static final List<String> NAMES = List.of("lying", "square", "standing");

    private DrawnClasses() {}

    /** Writes so many pictures of each class into folders below a folder. */
    public static void writeTo(Path folder, int each) throws IOException {
        Random random = new Random(5);
        for (String name : NAMES) {
            Path of = Files.createDirectories(folder.resolve(name));
            for (int i = 0; i < each; i++) {
                int length = 20 + random.nextInt(16);
                int width = name.equals("lying") ? length : 8;
                int height = name.equals("standing") ? length : 8;
                if (name.equals("square")) {
                    width = length / 2;
                    height = length / 2;
                }
                Image bar = Image.filled(new Size(width, height), 150 + random.nextInt(100), 200, random.nextInt(120));
                Image picture = Image.filled(new Size(48, 48), random.nextInt(90), 60, 50)
                        .withPatch(bar, random.nextInt(48 - width), random.nextInt(48 - height));
                ImageWriter.writePng(picture, of.resolve("p" + i + ".png"));
            }
        }
    }
}
