package dev.ocellus.face;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.Resampling;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Cuts out the square in which a detector would have the landmarks of a face looked for, with the errors that its box may have, and turned. The picture must
 * show one object. A face with landmarks has its box from them, whoever drew it and however; what has none is taken by its box.
 *
 * @param side of the square in pixels
 * @param shift how far the box may be off in x and y, as a share of the square's side
 * @param scale how much too large or small the box may be; 0.2 is up to a factor of 1.2 either way
 * @param turn the largest angle by which faces are turned either way, in degrees
 * @param smallOften how often the square is made of fewer pixels, as of a small or distant face
 * @param smallest the fewest pixels a side of which it is made
 */
@Describe("training: cuts out a face with its landmarks as if a detector had found it")
public record FaceCrop(
        @Describe("of the square, in pixels") @Default("64") int side,

        @Describe("how far the box may be off, as a share of the side") @Default("0.08")
        double shift,

        @Describe("how much too large or small the box may be; 0.2 is 20 %") @Default("0.2")
        double scale,

        @Describe("the largest angle either way, in degrees") @Default("40")
        double turn,

        @Describe("how often it is made of fewer pixels, 0 to 1") @Default("0.4")
        double smallOften,

        @Describe("the fewest pixels a side of which it is made") @Default("14")
        int smallest)
        implements Augmentation {
    public FaceCrop {
        check("side", side, 16, 1024);
        check("shift", shift, 0, 1);
        check("scale", scale, 0, 4);
        check("turn", turn, 0, 180);
        check("small-often", smallOften, 0, 1);
        check("smallest", smallest, 4, side);
    }

    private static void check(String setting, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(setting + " must be in [" + low + ", " + high + "], got " + value);
        }
    }

    @Override
    public Set<Part> reads() {
        return Set.of(Part.IMAGE, Part.TRUTH);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        if (frame.truth().boxes().size() != 1) {
            throw new IllegalArgumentException("'%s' must show one object, not %d"
                    .formatted(frame.id(), frame.truth().boxes().size()));
        }
        TruthBox object = frame.truth().boxes().get(0);
        Box box = object.landmarks()
                .map(landmarks -> FaceShape.boxOf(landmarks.fromSource(frame.placement())))
                .orElseGet(() -> frame.placement().fromSource(object.box()));
        // about the middle of the square: turned, scaled, and moved off
        double angle = Math.toRadians(turn * (2 * random.nextDouble() - 1));
        double factor = Math.pow(1 + scale, 2 * random.nextDouble() - 1);
        double right = shift * side * (2 * random.nextDouble() - 1);
        double down = shift * side * (2 * random.nextDouble() - 1);
        Point middle = new Point(side / 2.0, side / 2.0);
        Affine jitter = Affine.translate(middle.x() + right, middle.y() + down)
                .after(Affine.scale(factor, factor))
                .after(Affine.translate(-middle.x(), -middle.y()))
                .after(Affine.rotate(angle, middle));
        Affine map =
                new LandmarkHead(side, LandmarkFinder.MARGIN).squareAround(box).after(jitter);
        int pixels = random.nextDouble() < smallOften
                ? (int) Math.round(smallest * Math.pow((double) side / smallest, random.nextDouble()))
                : side;
        return seen -> cut(seen, map, pixels);
    }

    private Frame cut(Frame frame, Affine map, int pixels) {
        Size size = new Size(side, side);
        Image image;
        if (pixels == side) {
            image = Resampling.part(frame.image(), map, size);
        } else {
            double larger = (double) side / pixels;
            Image small =
                    Resampling.part(frame.image(), map.after(Affine.scale(larger, larger)), new Size(pixels, pixels));
            image = Resampling.resize(small, size);
        }
        return frame.withImage(image, frame.placement().then(map));
    }
}
