package dev.ocellus.tools.peers;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Faces as coordinates along the directions in which the pixels of other faces vary most, each in units of its deviation ("whitened"); their distance is one
 * minus the cosine.
 *
 * @param mean pixels of the mean face
 * @param axes divided by the deviation along them
 * @see <a href="https://doi.org/10.1162/jocn.1991.3.1.71">Turk and Pentland, 1991</a>
 */
record Eigenfaces(double[] mean, double[][] axes) {
    /**
     * Learns the directions.
     *
     * @param faces of one size, more than there are axes
     */
    static Eigenfaces of(List<double[]> faces, int axes) {
        int count = faces.size();
        double[] mean = new double[faces.get(0).length];
        for (double[] face : faces) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += face[i] / count;
            }
        }
        double[][] centred = faces.stream().map(face -> minus(face, mean)).toArray(double[][]::new);
        // there are fewer faces than pixels: the products of the faces have the same directions in them
        RealMatrix products = new Array2DRowRealMatrix(count, count);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double product = dot(centred[i], centred[j]);
                products.setEntry(i, j, product);
                products.setEntry(j, i, product);
            }
        }
        EigenDecomposition parts = new EigenDecomposition(products);
        double[][] directions = new double[axes][mean.length];
        for (int axis = 0; axis < axes; axis++) {
            double value = parts.getRealEigenvalue(axis);
            double[] weights = parts.getEigenvector(axis).toArray();
            // a unit axis is (sum of weighted faces) / sqrt(value); the deviation along it is sqrt(value / count)
            double scale = Math.sqrt(count) / value;
            for (int i = 0; i < count; i++) {
                for (int k = 0; k < mean.length; k++) {
                    directions[axis][k] += scale * weights[i] * centred[i][k];
                }
            }
        }
        return new Eigenfaces(mean, directions);
    }

    /** The coordinates of a face, brought to length 1. */
    double[] of(double[] face) {
        double[] centred = minus(face, mean);
        double[] coordinates =
                Arrays.stream(axes).mapToDouble(axis -> dot(axis, centred)).toArray();
        double length = Math.sqrt(dot(coordinates, coordinates));
        return Arrays.stream(coordinates).map(value -> value / length).toArray();
    }

    /** One minus the cosine. */
    static double distance(double[] one, double[] other) {
        return Math.max(0, 1 - dot(one, other));
    }

    private static double[] minus(double[] face, double[] mean) {
        double[] difference = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            difference[i] = face[i] - mean[i];
        }
        return difference;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
