package dev.ocellus.image;

import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * An object cut out of a picture, to be laid on another one. How much of each pixel is the object's falls off softly across its outline, so that no
 * hard edge betrays it. Immutable.
 *
 * @param pixels the object with a margin
 * @param opacity of the same size, the same in all channels: 255 inside the object, 0 outside, 128 on its outline
 */
public record Cutout(Image pixels, Image opacity) {
    /** How far the soft edge reaches to each side of the outline, in parts of the object's shorter side. */
    private static final double SOFTNESS = 0.06;

    /** GrabCut looks at so many pixels along the longer side; more take long and show little more. */
    private static final int GRAB_CUT_SIDE = 240;

    private static final int GRAB_CUT_ROUNDS = 4;

    /** An outline that GrabCut finds around less than this part of the box, it did not find. */
    private static final double LEAST_FOUND = 0.2;

    private static final int HALF = 128;

    /** How the outline of an object is found. */
    public enum Outline {
        /** It fills its box. */
        BOX,
        /** It is the ellipse that touches the box on all sides. */
        ELLIPSE,
        /**
         * It is what differs in colour from what surrounds the box; the ellipse where that finds next to nothing.
         *
         * @see <a href="https://doi.org/10.1145/1015706.1015720">Rother, Kolmogorov and Blake, GrabCut</a>
         */
        GRAB_CUT
    }

    /**
     * Cuts an object out.
     *
     * @param box of the object, in pixels of the picture, with an area
     */
    public static Cutout of(Image picture, Box box, Outline outline) {
        double soft = Math.max(1, SOFTNESS * Math.min(box.width(), box.height()));
        int margin = (int) Math.ceil(soft) + 1;
        int left = (int) Math.floor(box.left()) - margin;
        int top = (int) Math.floor(box.top()) - margin;
        Size size =
                new Size((int) Math.ceil(box.right()) + margin - left, (int) Math.ceil(box.bottom()) + margin - top);
        Box region = new Box(left, top, left + size.width(), top + size.height());
        Box inside = new Box(box.left() - left, box.top() - top, box.right() - left, box.bottom() - top);
        Image pixels = Resampling.crop(picture, region, size, 0);
        Image opacity =
                switch (outline) {
                    case BOX -> opacity(size, inside, soft, false);
                    case ELLIPSE -> opacity(size, inside, soft, true);
                    case GRAB_CUT -> grabbed(picture, box, region, size, soft);
                };
        // where the picture ends there is nothing to lay anywhere
        Box known = new Box(-left, -top, (double) picture.width() - left, (double) picture.height() - top);
        return new Cutout(pixels, cutTo(opacity, known));
    }

    private static Image opacity(Size size, Box box, double soft, boolean ellipse) {
        byte[] rgb = new byte[Math.toIntExact(3 * size.area())];
        Point centre = box.centre();
        double across = box.width() / 2;
        double down = box.height() / 2;
        for (int y = 0, i = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++, i += 3) {
                double dx = Math.abs(x + 0.5 - centre.x());
                double dy = Math.abs(y + 0.5 - centre.y());
                double within;
                if (ellipse) {
                    double radius = Math.hypot(dx / across, dy / down);
                    // to first order, the distance from the outline
                    double slope = Math.hypot(dx / (across * across), dy / (down * down));
                    within = slope == 0 ? Math.min(across, down) : radius * (1 - radius) / slope;
                } else {
                    within = Math.min(across - dx, down - dy);
                }
                byte value = (byte) Math.round(255 * Math.max(0, Math.min(1, 0.5 + within / (2 * soft))));
                rgb[i] = value;
                rgb[i + 1] = value;
                rgb[i + 2] = value;
            }
        }
        return Image.owning(size, rgb);
    }

    private static Image grabbed(Image picture, Box box, Box region, Size size, double soft) {
        Box around =
                Box.around(box.centre(), box.width() * 1.6, box.height() * 1.6).clip(picture.size());
        double scale = Math.min(1, GRAB_CUT_SIDE / Math.max(around.width(), around.height()));
        Size small = new Size(Math.max(3, (int) Math.round(around.width() * scale)), Math.max(3, (int)
                Math.round(around.height() * scale)));
        double acrossScale = small.width() / around.width();
        double downScale = small.height() / around.height();
        Rect rect = new Rect(
                (int) Math.round((box.left() - around.left()) * acrossScale),
                (int) Math.round((box.top() - around.top()) * downScale),
                Math.max(1, (int) Math.round(box.width() * acrossScale)),
                Math.max(1, (int) Math.round(box.height() * downScale)));
        boolean surrounded = rect.width < small.width() && rect.height < small.height();
        if (!surrounded) {
            return opacity(size, inside(box, region), soft, true);
        }
        byte[] found = new byte[Math.toIntExact(small.area())];
        int count = 0;
        try (Mats mats = new Mats()) {
            Mat image = mats.of(Resampling.crop(picture, around, small, 0));
            Mat mask = mats.keep(new Mat(small.height(), small.width(), CvType.CV_8UC1, new Scalar(0)));
            // GrabCut draws from OpenCV's own random numbers
            Core.setRNGSeed(1);
            Imgproc.grabCut(image, mask, rect, mats.empty(), mats.empty(), GRAB_CUT_ROUNDS, Imgproc.GC_INIT_WITH_RECT);
            mask.get(0, 0, found);
        }
        byte[] rgb = new byte[3 * found.length];
        for (int i = 0; i < found.length; i++) {
            if (found[i] == Imgproc.GC_FGD || found[i] == Imgproc.GC_PR_FGD) {
                rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = (byte) 255;
                count++;
            }
        }
        if (count < LEAST_FOUND * rect.width * rect.height) {
            return opacity(size, inside(box, region), soft, true);
        }
        Box cut = new Box(
                (region.left() - around.left()) * acrossScale,
                (region.top() - around.top()) * downScale,
                (region.right() - around.left()) * acrossScale,
                (region.bottom() - around.top()) * downScale);
        return Resampling.blur(Resampling.crop(Image.owning(small, rgb), cut, size, 0), soft / 2);
    }

    private static Box inside(Box box, Box region) {
        return new Box(
                box.left() - region.left(),
                box.top() - region.top(),
                box.right() - region.left(),
                box.bottom() - region.top());
    }

    private static Image cutTo(Image opacity, Box known) {
        byte[] rgb = opacity.toRgb();
        for (int y = 0, i = 0; y < opacity.height(); y++) {
            for (int x = 0; x < opacity.width(); x++, i += 3) {
                if (x < known.left() || y < known.top() || x + 1 > known.right() || y + 1 > known.bottom()) {
                    rgb[i] = rgb[i + 1] = rgb[i + 2] = 0;
                }
            }
        }
        return Image.owning(opacity.size(), rgb);
    }

    /** The object scaled, turned around its middle and perhaps mirrored; the margin grows as needed. */
    public Cutout turned(double scale, double radians, boolean mirror) {
        double cos = Math.abs(Math.cos(radians));
        double sin = Math.abs(Math.sin(radians));
        Size size = new Size(
                Math.max(1, (int) Math.ceil(scale * (pixels.width() * cos + pixels.height() * sin))),
                Math.max(1, (int) Math.ceil(scale * (pixels.width() * sin + pixels.height() * cos))));
        Affine toHere = Affine.translate(pixels.width() / 2.0, pixels.height() / 2.0)
                .after(Affine.scale((mirror ? -1 : 1) / scale, 1 / scale))
                .after(Affine.rotate(-radians, new Point(0, 0)))
                .after(Affine.translate(-size.width() / 2.0, -size.height() / 2.0));
        return new Cutout(Resampling.warp(pixels, toHere, size, 0), Resampling.warp(opacity, toHere, size, 0));
    }

    /** The box around all that is more than half the object's, in pixels of this cut-out; without area where nothing is. */
    public Box bounds() {
        int left = opacity.width();
        int top = opacity.height();
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < opacity.height(); y++) {
            for (int x = 0; x < opacity.width(); x++) {
                if (opacity.at(x, y, 0) >= HALF) {
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                    top = Math.min(top, y);
                    bottom = y + 1;
                }
            }
        }
        return right == 0 ? new Box(0, 0, 0, 0) : new Box(left, top, right, bottom);
    }

    /** The mean grey of the object, 0 to 255. */
    public double brightness() {
        double sum = 0;
        double weights = 1e-9;
        for (int y = 0; y < opacity.height(); y++) {
            for (int x = 0; x < opacity.width(); x++) {
                int weight = opacity.at(x, y, 0);
                sum += weight * (pixels.at(x, y, 0) + pixels.at(x, y, 1) + pixels.at(x, y, 2)) / 3.0;
                weights += weight;
            }
        }
        return sum / weights;
    }

    /**
     * A picture with this object on it.
     *
     * @param x where the left edge of the cut-out comes to
     * @param y where its upper edge comes to
     * @param gain by which its colours are multiplied
     */
    public Image onto(Image picture, int x, int y, double gain) {
        byte[] rgb = picture.toRgb();
        for (int row = Math.max(0, -y); row < Math.min(pixels.height(), picture.height() - y); row++) {
            for (int column = Math.max(0, -x); column < Math.min(pixels.width(), picture.width() - x); column++) {
                int weight = opacity.at(column, row, 0);
                int at = 3 * ((row + y) * picture.width() + column + x);
                for (int channel = 0; weight > 0 && channel < 3; channel++) {
                    double own = Math.min(255, gain * pixels.at(column, row, channel));
                    rgb[at + channel] =
                            (byte) Math.round((weight * own + (255 - weight) * (rgb[at + channel] & 0xff)) / 255);
                }
            }
        }
        return Image.owning(picture.size(), rgb);
    }
}
