package dev.ocellus.testing;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Twenty drawn pictures with one bright square each, and their VOC labels. */
public final class DrawnSquares {
    /** A training file for them: a network so small that it learns little, and a course so short that it takes a second. */
    public static final String PLAN = """
            stages:
              - focus-crop: {width: 64, height: 64, smallest: 10, largest: 40, magnify: 2, cover: 0, anywhere: 0.2, aspect: 0.1}
              - mirror: {probability: 0.5}
            train:
              name: squares
              summary: finds squares
              licence: Apache-2.0
              terms: none
              seed: 7
              labels: [square]
              network: {widths: [4, 4, 8, 8, 8], neck: 8}
              anchors-per-level: 1
              preprocessing: {mean: 127.5, scale: 64}
              mosaic: 0.3
              settling: {smallest: 3, visible: 0.5}
              head: {ratio-limit: 2, minimum-side: 3, box-weight: 2, objectness-floor: 0.3, score: 0.05}
              course:
                steps: 14
                batch: 4
                learning-rate: {cosine: {peak: 0.01, final-share: 0.1, warm-up: 2}}
                optimiser: {beta1: 0.9, beta2: 0.99, epsilon: 1.0e-8, regularisation: {decay: 0.01}, clip-norm: 10}
                average: 0.9
                checkpoint-every: 3
                measure-every: 7
              phases:
                - {after: 8, side: 96, largest: 60, batch: 2}
              development-share: 0.3
              measure: {longest-side: 96, iou: 0.45}
              data:
                - {format: voc, folder: squares, corners: edges}
            """;

    private DrawnSquares() {}

    /** Writes pictures and labels into the folder {@code squares} of a folder. */
    public static void writeTo(Path folder) throws IOException {
        Path set = Files.createDirectories(folder.resolve("squares"));
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            int side = 12 + random.nextInt(30);
            int left = random.nextInt(100 - side);
            int top = random.nextInt(80 - side);
            Image picture = Image.filled(new Size(100, 80), 40, 60, 50)
                    .withPatch(Image.filled(new Size(side, side), 230, 200, 40), left, top);
            ImageWriter.writePng(picture, set.resolve("p" + i + ".png"));
            Files.writeString(set.resolve("p" + i + ".xml"), """
                    <annotation><filename>p%d.png</filename><size><width>100</width><height>80</height><depth>3</depth></size>
                    <object><name>square</name><bndbox><xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax></bndbox></object>
                    </annotation>""".formatted(i, left, top, left + side, top + side));
        }
    }
}
