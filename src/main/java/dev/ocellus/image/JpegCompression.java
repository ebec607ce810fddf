package dev.ocellus.image;

import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** What JPEG leaves of a picture: it is written and read again in memory, by OpenCV, which is several times as fast as Java's own writer. */
public final class JpegCompression {
    /** The format itself ends at 65,535; libjpeg a little before. */
    public static final int LONGEST_SIDE = 65_500;

    private JpegCompression() {}

    /**
     * The picture after compression. A pure function, safe from several threads.
     *
     * @param quality 1 to 100; below about 30 blocks of 8×8 pixels can be seen
     * @throws IllegalArgumentException where a side is longer than {@link #LONGEST_SIDE}
     */
    public static Image apply(Image image, int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("the quality must be between 1 and 100, got " + quality);
        }
        if (image.size().longestSide() > LONGEST_SIDE) {
            throw new IllegalArgumentException("JPEG holds sides of up to " + LONGEST_SIDE + ", got " + image.size());
        }
        try (Mats mats = new Mats()) {
            Mat bgr = mats.empty();
            Imgproc.cvtColor(mats.of(image), bgr, Imgproc.COLOR_RGB2BGR);
            MatOfByte bytes = new MatOfByte();
            mats.keep(bytes);
            MatOfInt parameters = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality);
            mats.keep(parameters);
            if (!Imgcodecs.imencode(".jpg", bgr, bytes, parameters)) {
                throw new IllegalStateException("OpenCV could not write a JPEG of " + image.size());
            }
            Mat decoded = mats.keep(Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_COLOR));
            Mat rgb = mats.empty();
            Imgproc.cvtColor(decoded, rgb, Imgproc.COLOR_BGR2RGB);
            return Image.owning(image.size(), Mats.toHeap(rgb));
        }
    }
}
