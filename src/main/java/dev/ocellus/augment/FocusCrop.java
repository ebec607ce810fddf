package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Cuts out a part of fixed size around one of the marked objects, scaled so that the object's size (the root of its area) is spread evenly over a
 * logarithmic range: small objects are met as often as large ones, whatever the photos are like. Now and then, and in pictures without objects, a
 * part anywhere. Outside the picture it is grey.
 *
 * @param width of the new picture, in pixels
 * @param height of the new picture, in pixels
 * @param smallest object size in the new picture, in pixels
 * @param largest object size in the new picture, in pixels; no more than 80 % of its shorter side are used
 * @param magnify the most that a picture is enlarged, at least 1
 * @param cover the least part of the new picture's sides, the whole old picture fitted into them, that is filled: objects of close portraits do
 *     not become as small as {@code smallest} when that would leave a picture of grey, in [0, 1]
 * @param anywhere how often no object is chosen, in [0, 1]
 * @param aspect how much wider or higher the picture may get than it was; 0.1 is up to 10 %
 */
@Describe("training: cuts out a part around an object, so that small ones are met as often as large ones")
public record FocusCrop(
        @Describe("of the part, in pixels") @Default("256") int width,
        @Describe("of the part, in pixels") @Default("256") int height,

        @Describe("object size in the part, in pixels") @Default("8")
        double smallest,

        @Describe("object size in the part, in pixels") @Default("200")
        double largest,

        @Describe("the most that a picture is enlarged") @Default("2.5")
        double magnify,

        @Describe("the least share of the part that a small picture fills, 0 to 1") @Default("0.5")
        double cover,

        @Describe("how often no object is chosen, 0 to 1") @Default("0.15")
        double anywhere,

        @Describe("how much wider or higher it may get; 0.1 is 10 %") @Default("0.1")
        double aspect)
        implements Crop {
    private static final double LARGEST_SHARE = 0.8;

    public FocusCrop {
        Draws.checkRange("width", width, 8, 8192);
        Draws.checkRange("height", height, 8, 8192);
        Draws.checkRange("smallest", smallest, 1, 8192);
        Draws.checkRange("largest", largest, smallest, 8192);
        Draws.checkRange("magnify", magnify, 1, 100);
        Draws.checkRange("cover", cover, 0, 1);
        Draws.checkProbability("anywhere", anywhere);
        Draws.checkRange("aspect", aspect, 0, 1);
    }

    /** The same crop for another size of the largest objects. */
    public FocusCrop upTo(double largestObject) {
        return new FocusCrop(width, height, smallest, largestObject, magnify, cover, anywhere, aspect);
    }

    @Override
    public FocusCrop sized(Size size) {
        return new FocusCrop(size.width(), size.height(), smallest, largest, magnify, cover, anywhere, aspect);
    }

    @Override
    public Set<Part> reads() {
        return Set.of(Part.IMAGE, Part.TRUTH);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        Size picture = frame.image().size();
        double stretch = Math.sqrt(Draws.factor(random, aspect));
        List<Box> objects = frame.truth().boxes().stream()
                .filter(object -> !object.difficult())
                .map(TruthBox::box)
                .map(frame.placement()::fromSource)
                .map(box -> box.clip(picture))
                .filter(box -> box.area() > 0)
                .toList();
        double whole = Math.min((double) width / picture.width(), (double) height / picture.height());
        Box focus;
        double scale;
        if (objects.isEmpty() || random.nextDouble() < anywhere) {
            focus = picture.bounds();
            scale = Draws.logUniform(random, Math.min(whole, magnify), Math.min(magnify, Math.max(1.5 * whole, 1.5)));
        } else {
            focus = objects.get(random.nextInt(objects.size()));
            double most = Math.max(smallest, Math.min(largest, LARGEST_SHARE * Math.min(width, height)));
            double aimed = Draws.logUniform(random, smallest, most) / Math.sqrt(focus.area());
            scale = Math.min(magnify, Math.max(cover * whole, aimed));
        }
        double regionWidth = width / (scale * stretch);
        double regionHeight = height / (scale / stretch);
        double left = start(random, focus.left(), focus.right(), regionWidth, picture.width());
        double top = start(random, focus.top(), focus.bottom(), regionHeight, picture.height());
        return new Cut(new Box(left, top, left + regionWidth, top + regionHeight), new Size(width, height));
    }

    /**
     * Where the region starts along one axis: it takes in the focus, or as much of it as fits, and no more of the outside than it has to.
     */
    private static double start(RandomGenerator random, double from, double to, double length, double picture) {
        double aimed = Draws.uniform(random, Math.min(from, to - length), Math.max(from, to - length));
        double slack = picture - length;
        return Math.max(Math.min(0, slack), Math.min(Math.max(0, slack), aimed));
    }
}
