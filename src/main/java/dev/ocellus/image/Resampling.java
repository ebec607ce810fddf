package dev.ocellus.image;

import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Displacement;
import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import java.util.Arrays;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Scaling, cutting and turning of pictures, done by OpenCV. All coordinates are continuous: pixel {@code i} covers {@code [i, i + 1)}, so that a
 * scaled picture covers exactly the region it was made from. Every method is a pure function and safe from several threads; native memory is freed
 * before it returns.
 */
public final class Resampling {
    /** OpenCV interpolates by coordinates of 16 bits; longer sides are moved by whole pixels only. */
    public static final int LONGEST_WARP = Short.MAX_VALUE - 1;

    private Resampling() {}

    /** The whole picture in another size: the mean of the covered pixels along an axis that shrinks, linear along one that grows. */
    public static Image resize(Image image, Size target) {
        return image.size().equals(target) ? image : crop(image, image.size().bounds(), target, 0);
    }

    /**
     * A part of the picture, scaled. Point p of the result shows the point {@code region.left + p.x · region.width / target.width} of the picture,
     * and so for y. Shrinking takes the mean of the covered pixels, enlarging is linear.
     *
     * @param region in continuous pixels of the picture, with an area; it may reach outside
     * @param fillGrey 0 to 255, the value of all channels of those pixels of the result whose centre lies outside the picture
     */
    public static Image crop(Image image, Box region, Size target, int fillGrey) {
        if (region.area() <= 0) {
            throw new IllegalArgumentException("a region without an area cannot be cropped: " + region);
        }
        Span across = Span.of(region.left(), region.width(), target.width(), image.width());
        Span down = Span.of(region.top(), region.height(), target.height(), image.height());
        if (across.count() == 0 || down.count() == 0) {
            return Image.filled(target, fillGrey, fillGrey, fillGrey);
        }
        try (Mats mats = new Mats()) {
            int top = down.firstNeeded(image.height());
            int left = across.firstNeeded(image.width());
            Mat piece = mats.keep(mats.rows(image, top, down.endNeeded(image.height()))
                    .colRange(left, across.endNeeded(image.width())));
            Mat scaled = scale(mats, piece, across.from(left), down.from(top));
            return paste(Mats.toHeap(scaled), across, down, target, fillGrey);
        }
    }

    /**
     * The picture as seen through an affine map, linear between pixels; where the map shrinks to less than half the picture is shrunk first, so that
     * fine patterns do not flicker.
     *
     * @param targetToCurrent maps a point of the result to the picture
     * @param fillGrey 0 to 255, the value of all channels outside the picture
     */
    public static Image warp(Image image, Affine targetToCurrent, Size target, int fillGrey) {
        int shrink = (int) Math.sqrt(Math.abs(targetToCurrent.determinant()));
        int factor = Math.max(shrink, image.size().longestSide() / LONGEST_WARP + 1);
        if (factor > 1) {
            Size smaller = new Size(Math.max(1, image.width() / factor), Math.max(1, image.height() / factor));
            Affine toSmaller =
                    Affine.scale((double) smaller.width() / image.width(), (double) smaller.height() / image.height());
            return warpOnce(resize(image, smaller), toSmaller.after(targetToCurrent), target, fillGrey);
        }
        return warpOnce(image, targetToCurrent, target, fillGrey);
    }

    /**
     * What the picture shows within a frame laid onto it, however it is turned: the mean of the covered pixels where the map shrinks, linear between
     * pixels elsewhere. Beyond its edges the picture goes on with its last pixels. Only the part that is needed is touched, so small parts of large
     * pictures are cheap.
     *
     * @param targetToCurrent maps a point of the result to the picture; all numbers finite
     */
    public static Image part(Image image, Affine targetToCurrent, Size target) {
        double shrink = Math.max(1, Math.sqrt(Math.abs(targetToCurrent.determinant())));
        Box seen = new Placement(image.size(), targetToCurrent).toSource(target.bounds());
        double margin = 2 * shrink;
        int left = within(Math.floor(seen.left() - margin), 0, image.width() - 1);
        int top = within(Math.floor(seen.top() - margin), 0, image.height() - 1);
        int right = within(Math.ceil(seen.right() + margin), left + 1, image.width());
        int bottom = within(Math.ceil(seen.bottom() + margin), top + 1, image.height());
        double factor = Math.max(shrink, (double) Math.max(right - left, bottom - top) / LONGEST_WARP);
        Size smaller = new Size((int) Math.ceil((right - left) / factor), (int) Math.ceil((bottom - top) / factor));
        Image piece = crop(image, new Box(left, top, right, bottom), smaller, 0);
        Affine toPiece = Affine.scale(
                        (double) smaller.width() / (right - left), (double) smaller.height() / (bottom - top))
                .after(Affine.translate(-left, -top));
        try (Mats mats = new Mats()) {
            Mat warped = mats.empty();
            Affine map = toPiece.after(targetToCurrent);
            warpAffine(mats, mats.of(piece), warped, map, target, Core.BORDER_REPLICATE, new Scalar(0));
            return Image.owning(target, Mats.toHeap(warped));
        }
    }

    private static int within(double value, int low, int high) {
        return (int) Math.max(low, Math.min(high, value));
    }

    /**
     * The picture as seen through a gentle local warp, linear between pixels; the size stays.
     *
     * @param targetToCurrent maps a point of the result to the picture
     * @param fillGrey 0 to 255, the value of all channels outside the picture
     * @throws IllegalArgumentException where the picture has a side above {@link #LONGEST_WARP}
     */
    public static Image warp(Image image, Displacement targetToCurrent, int fillGrey) {
        if (image.size().longestSide() > LONGEST_WARP) {
            throw new IllegalArgumentException(
                    "pictures of up to %d pixels can be warped, not %s".formatted(LONGEST_WARP, image.size()));
        }
        try (Mats mats = new Mats()) {
            Mat across = mats.keep(new Mat(image.height(), image.width(), CvType.CV_32F));
            Mat down = mats.keep(new Mat(image.height(), image.width(), CvType.CV_32F));
            float[] x = new float[image.width()];
            float[] y = new float[image.width()];
            for (int row = 0; row < image.height(); row++) {
                targetToCurrent.ofPixels(row, x, y);
                across.put(row, 0, x);
                down.put(row, 0, y);
            }
            // OpenCV counts from pixel centres, we from pixel edges
            Core.subtract(across, new Scalar(0.5), across);
            Core.subtract(down, new Scalar(0.5), down);
            Mat warped = mats.empty();
            Scalar fill = new Scalar(fillGrey, fillGrey, fillGrey);
            Imgproc.remap(mats.of(image), warped, across, down, Imgproc.INTER_LINEAR, Core.BORDER_CONSTANT, fill);
            return Image.owning(image.size(), Mats.toHeap(warped));
        }
    }

    /**
     * The picture blurred by a Gaussian; the edge pixels are taken to go on outside.
     *
     * @param sigma standard deviation in pixels; 0 leaves the picture as it is
     */
    public static Image blur(Image image, double sigma) {
        if (!(sigma >= 0 && sigma <= 1000)) {
            throw new IllegalArgumentException("sigma must be between 0 and 1000 pixels, got " + sigma);
        }
        if (sigma == 0) {
            return image;
        }
        try (Mats mats = new Mats()) {
            Mat blurred = mats.empty();
            Imgproc.GaussianBlur(
                    mats.of(image), blurred, new org.opencv.core.Size(), sigma, sigma, Core.BORDER_REPLICATE);
            return Image.owning(image.size(), Mats.toHeap(blurred));
        }
    }

    private static Image warpOnce(Image image, Affine targetToCurrent, Size target, int fillGrey) {
        try (Mats mats = new Mats()) {
            Mat warped = mats.empty();
            Scalar fill = new Scalar(fillGrey, fillGrey, fillGrey);
            warpAffine(mats, mats.of(image), warped, targetToCurrent, target, Core.BORDER_CONSTANT, fill);
            return Image.owning(target, Mats.toHeap(warped));
        }
    }

    /** Shrinks by area what shrinks, then enlarges linearly what grows; this order keeps the steps between small. */
    private static Mat scale(Mats mats, Mat piece, Span across, Span down) {
        boolean narrower = across.step() > 1;
        boolean lower = down.step() > 1;
        if (!narrower && !lower) {
            return linear(mats, piece, across, down);
        }
        // The part to be averaged has to start on whole pixels: shift it there first.
        Span unscaledAcross = narrower ? across.unscaled() : Span.whole(piece.cols());
        Span unscaledDown = lower ? down.unscaled() : Span.whole(piece.rows());
        Mat aligned = linear(mats, piece, unscaledAcross, unscaledDown);
        Mat averaged = mats.empty();
        double fx = narrower ? 1 / across.step() : 1;
        double fy = lower ? 1 / down.step() : 1;
        Imgproc.resize(aligned, averaged, new org.opencv.core.Size(), fx, fy, Imgproc.INTER_AREA);
        return linear(
                mats,
                averaged,
                narrower ? Span.whole(across.count()) : across,
                lower ? Span.whole(down.count()) : down);
    }

    /** Samples the spans of the piece, neither of which shrinks; beyond its edges the piece repeats its last pixel. */
    private static Mat linear(Mats mats, Mat piece, Span across, Span down) {
        Mat result = mats.empty();
        boolean resizes = across.resizesExactly(piece.cols()) && down.resizesExactly(piece.rows());
        if (!resizes && !tooLongToWarp(piece, across, down)) {
            Affine map = new Affine(across.step(), 0, across.start(), 0, down.step(), down.start());
            Size target = new Size(across.count(), down.count());
            warpAffine(mats, piece, result, map, target, Core.BORDER_REPLICATE, new Scalar(0));
            return result;
        }
        Mat rest = mats.keep(piece.submat(down.wholeStart(), piece.rows(), across.wholeStart(), piece.cols()));
        if (resizes && across.step() == 1 && down.step() == 1) {
            result = rest;
        } else if (resizes) {
            // Without a size OpenCV scales by exactly these factors; with one, by the quotient of whole pixels.
            double fx = 1 / across.step();
            Imgproc.resize(rest, result, new org.opencv.core.Size(), fx, 1 / down.step(), Imgproc.INTER_LINEAR);
        } else {
            double width = Math.max(across.count(), Math.rint(rest.cols() / across.step()));
            double height = Math.max(down.count(), Math.rint(rest.rows() / down.step()));
            Imgproc.resize(rest, result, new org.opencv.core.Size(width, height), 0, 0, Imgproc.INTER_LINEAR);
        }
        return mats.keep(result.submat(0, down.count(), 0, across.count()));
    }

    private static boolean tooLongToWarp(Mat piece, Span across, Span down) {
        return Math.max(piece.cols(), piece.rows()) > LONGEST_WARP
                || Math.max(across.count(), down.count()) > LONGEST_WARP;
    }

    private static void warpAffine(Mats mats, Mat from, Mat to, Affine map, Size target, int border, Scalar fill) {
        // OpenCV counts from pixel centres, we from pixel edges.
        Point first = map.apply(new Point(0.5, 0.5));
        Mat matrix = mats.keep(new Mat(2, 3, CvType.CV_64F));
        matrix.put(0, 0, map.a(), map.b(), first.x() - 0.5, map.d(), map.e(), first.y() - 0.5);
        Imgproc.warpAffine(
                from,
                to,
                matrix,
                new org.opencv.core.Size(target.width(), target.height()),
                Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP,
                border,
                fill);
    }

    private static Image paste(byte[] patch, Span across, Span down, Size target, int fillGrey) {
        if (across.count() == target.width() && down.count() == target.height()) {
            return Image.owning(target, patch);
        }
        byte[] rgb = new byte[Math.toIntExact(3 * target.area())];
        Arrays.fill(rgb, (byte) fillGrey);
        int stride = 3 * across.count();
        for (int row = 0; row < down.count(); row++) {
            int at = 3 * ((down.first() + row) * target.width() + across.first());
            System.arraycopy(patch, row * stride, rgb, at, stride);
        }
        return Image.owning(target, rgb);
    }
}
