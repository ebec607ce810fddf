package dev.ocellus.image;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** The native matrices of one call, freed together at its end. */
final class Mats implements AutoCloseable {
    private final List<Mat> kept = new ArrayList<>();

    Mats() {
        OpenCvLibrary.load();
    }

    /** Takes over a matrix, to be freed on close. */
    Mat keep(Mat mat) {
        kept.add(mat);
        return mat;
    }

    /** A new matrix without content. */
    Mat empty() {
        return keep(new Mat());
    }

    /** The pixels of a picture, copied to native memory. */
    Mat of(Image image) {
        return rows(image, 0, image.height());
    }

    /** The rows from {@code top} up to but without {@code bottom}, copied to native memory. */
    Mat rows(Image image, int top, int bottom) {
        Mat mat = keep(new Mat(bottom - top, image.width(), CvType.CV_8UC3));
        int stride = 3 * image.width();
        mat.put(0, 0, image.bytes(), top * stride, (bottom - top) * stride);
        return mat;
    }

    /** The bytes of a matrix of 8-bit RGB, copied to the heap. */
    static byte[] toHeap(Mat mat) {
        byte[] rgb = new byte[Math.toIntExact(3L * mat.rows() * mat.cols())];
        mat.get(0, 0, rgb);
        return rgb;
    }

    @Override
    public void close() {
        kept.forEach(Mat::release);
    }
}
