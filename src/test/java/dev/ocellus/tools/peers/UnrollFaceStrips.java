package dev.ocellus.tools.peers;

import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.image.Resampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a folder of people of strips that show one person's faces side by side: {@code OUT/person/picture.png}, and {@code OUT/landmarks-machine.csv}
 * with the five points that YuNet finds in each tile, magnified and with its border repeated around it. Where it finds none, the points are the mean of
 * the others of that tile size, for all tiles were cut alike; their score is then 0.
 */
public final class UnrollFaceStrips {
    /** Share of the side that is put around a tile: the face fills it. */
    private static final double MARGIN = 0.3;

    private static final int MAGNIFIED = 320;

    private static final double LOWEST_SCORE = 0.3;

    private final PictureDecoder decoder = PictureDecoder.of(new ImageReader());
    private final Path strips;
    private final Path out;
    private final YuNet yunet;
    private final Map<Path, Image> lastStrip = new HashMap<>();

    private UnrollFaceStrips(Path strips, Path out, YuNet yunet) {
        this.strips = strips;
        this.out = out;
        this.yunet = yunet;
    }

    private record Tile(String file, int side, Optional<Detection> face) {}

    /**
     * Writes the folder.
     *
     * @param arguments folder of the strips with its {@code index.csv}, YuNet's 320 pixel model, and the folder to write
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("usage: tools/unroll-face-strips STRIPS YUNET_320_MODEL OUT");
            System.exit(2);
        }
        try (YuNet yunet = new YuNet(Path.of(arguments[1]), MAGNIFIED)) {
            new UnrollFaceStrips(Path.of(arguments[0]), Path.of(arguments[2]), yunet).run();
        }
    }

    private void run() throws IOException {
        List<Tile> tiles = new ArrayList<>();
        List<String> rows = Files.readAllLines(strips.resolve("index.csv"));
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            int side = Integer.parseInt(cells[4]);
            Image tile = tile(strips.resolve(cells[1]), Integer.parseInt(cells[2]), side);
            String file = cells[0] + "/" + cells[3].replaceFirst("[.].*", "") + "-" + side + ".png";
            Files.createDirectories(out.resolve(cells[0]));
            ImageWriter.writePng(tile, out.resolve(file));
            tiles.add(new Tile(file, side, face(tile)));
        }
        Map<Integer, Landmarks> means = new HashMap<>();
        for (int side : tiles.stream().map(Tile::side).distinct().toList()) {
            means.put(
                    side,
                    mean(tiles.stream().filter(tile -> tile.side() == side).toList()));
        }
        StringBuilder csv = new StringBuilder("file,re_x,re_y,le_x,le_y,nose_x,nose_y,rm_x,rm_y,lm_x,lm_y,score\n");
        for (Tile tile : tiles) {
            csv.append(tile.file());
            Landmarks points = tile.face().flatMap(Detection::landmarks).orElse(means.get(tile.side()));
            points.points().forEach(p -> csv.append(String.format(Locale.ROOT, ",%.2f,%.2f", p.x(), p.y())));
            csv.append(String.format(
                    Locale.ROOT, ",%.3f%n", tile.face().map(Detection::score).orElse(0.0)));
        }
        PendingFile.write(out.resolve("landmarks-machine.csv"), csv.toString());
        System.out.printf(
                Locale.ROOT,
                "%d tiles, %d without a face found%n",
                tiles.size(),
                tiles.stream().filter(tile -> tile.face().isEmpty()).count());
    }

    private Image tile(Path strip, int index, int side) throws IOException {
        Image image = lastStrip.get(strip);
        if (image == null) {
            lastStrip.clear();
            image = decoder.decode(strip);
            lastStrip.put(strip, image);
        }
        Box part = new Box(index * side, 0, (index + 1) * side, side);
        return Resampling.crop(image, part, new Size(side, side), 0);
    }

    /** The surest face, in pixels of the tile. */
    private Optional<Detection> face(Image tile) throws IOException {
        int margin = (int) Math.round(MARGIN * tile.width());
        Image wide = withBorder(tile, margin);
        Image large = Resampling.resize(wide, new Size(MAGNIFIED, MAGNIFIED));
        double scale = (double) wide.width() / MAGNIFIED;
        Affine back = Affine.translate(-margin, -margin).after(Affine.scale(scale, scale));
        return yunet.detect(large).stream()
                .filter(face ->
                        face.score() >= LOWEST_SCORE && isInTheMiddle(face.box().centre()))
                .max(Comparator.comparingDouble(Detection::score))
                .map(face -> face.withLandmarks(face.landmarks().orElseThrow().moved(back)));
    }

    private static boolean isInTheMiddle(Point centre) {
        double farthest = MAGNIFIED / 4.0;
        return Math.abs(centre.x() - MAGNIFIED / 2.0) < farthest && Math.abs(centre.y() - MAGNIFIED / 2.0) < farthest;
    }

    private static Image withBorder(Image tile, int margin) {
        int side = tile.width() + 2 * margin;
        byte[] rgb = new byte[3 * side * side];
        for (int y = 0, to = 0; y < side; y++) {
            int fromY = Math.max(0, Math.min(tile.height() - 1, y - margin));
            for (int x = 0; x < side; x++) {
                int fromX = Math.max(0, Math.min(tile.width() - 1, x - margin));
                for (int channel = 0; channel < 3; channel++) {
                    rgb[to++] = (byte) tile.at(fromX, fromY, channel);
                }
            }
        }
        return Image.owning(new Size(side, side), rgb);
    }

    private static Landmarks mean(List<Tile> tiles) {
        List<Landmarks> found = tiles.stream()
                .flatMap(tile -> tile.face().stream())
                .flatMap(face -> face.landmarks().stream())
                .toList();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < Landmarks.COUNT; i++) {
            int at = i;
            points.add(new Point(
                    found.stream()
                            .mapToDouble(l -> l.points().get(at).x())
                            .average()
                            .orElseThrow(),
                    found.stream()
                            .mapToDouble(l -> l.points().get(at).y())
                            .average()
                            .orElseThrow()));
        }
        return Landmarks.of(points);
    }
}
