package dev.ocellus.examine;

import dev.ocellus.geometry.Box;
import dev.ocellus.image.Image;

/** How much the colours on the two sides of a box's edge differ: much where the box was drawn around an object, less where it lies anywhere. */
final class EdgeContrast {
    /** How far from the edge is looked, in parts of the box's shorter side. */
    private static final double REACH = 0.1;

    private static final int STEPS_ALONG = 16;
    private static final int STEPS_ACROSS = 3;

    private EdgeContrast() {}

    /** The mean difference of the colours inside and outside, over the four sides of which both can be seen, 0 to 255; 0 where none can. */
    static double of(Image image, Box box) {
        double reach = Math.max(1, REACH * Math.min(box.width(), box.height()));
        double sum = 0;
        int sides = 0;
        for (int side = 0; side < 4; side++) {
            double[] inside = colour(image, box, side, -reach);
            double[] outside = colour(image, box, side, reach);
            if (inside != null && outside != null) {
                sum += Math.abs(inside[0] - outside[0])
                        + Math.abs(inside[1] - outside[1])
                        + Math.abs(inside[2] - outside[2]);
                sides++;
            }
        }
        return sides == 0 ? 0 : sum / 3 / sides;
    }

    /** The mean colour of a strip along a side, as far from it as the reach; null where it lies outside the picture. */
    private static double[] colour(Image image, Box box, int side, double reach) {
        double[] sum = new double[3];
        int count = 0;
        for (int i = 0; i < STEPS_ALONG; i++) {
            double along = (i + 0.5) / STEPS_ALONG;
            for (int j = 0; j < STEPS_ACROSS; j++) {
                double out = reach * (j + 0.5) / STEPS_ACROSS;
                double x =
                        side == 0 ? box.left() - out : side == 1 ? box.right() + out : box.left() + along * box.width();
                double y =
                        side == 2 ? box.top() - out : side == 3 ? box.bottom() + out : box.top() + along * box.height();
                if (x >= 0 && y >= 0 && x < image.width() && y < image.height()) {
                    for (int channel = 0; channel < 3; channel++) {
                        sum[channel] += image.at((int) x, (int) y, channel);
                    }
                    count++;
                }
            }
        }
        if (count == 0) {
            return null;
        }
        for (int channel = 0; channel < 3; channel++) {
            sum[channel] /= count;
        }
        return sum;
    }
}
