package dev.ocellus.face;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.network.Network;
import dev.ocellus.network.Tensor;
import java.util.List;

/** Faces made of five dots, each landmark with a colour of its own, and a network that sees them: its answers are right wherever its squares are. */
final class Dots implements Network {
    /** Which of red, green and blue shine in each landmark's dot. */
    private static final int[] COLOURS = {0b100, 0b010, 0b001, 0b110, 0b011};

    private static final double LOG_SCALE = Math.log(0.01);

    /** Number of faces of the largest batch that it saw. */
    int most;

    /** A black picture with faces of dots. */
    static Image picture(Size size, double radius, List<Landmarks> faces) {
        byte[] rgb = new byte[(int) (3 * size.area())];
        for (Landmarks face : faces) {
            for (int p = 0; p < Landmarks.COUNT; p++) {
                Point centre = face.points().get(p);
                int left = (int) Math.max(0, centre.x() - radius - 1);
                int top = (int) Math.max(0, centre.y() - radius - 1);
                for (int y = top; y < Math.min(size.height(), centre.y() + radius + 1); y++) {
                    for (int x = left; x < Math.min(size.width(), centre.x() + radius + 1); x++) {
                        double covered = radius + 0.5 - Math.hypot(x + 0.5 - centre.x(), y + 0.5 - centre.y());
                        for (int channel = 0; channel < 3; channel++) {
                            if ((COLOURS[p] >> 2 - channel & 1) == 1) {
                                rgb[3 * (y * size.width() + x) + channel] |=
                                        (byte) Math.round(255 * Math.max(0, Math.min(1, covered)));
                            }
                        }
                    }
                }
            }
        }
        return Image.owning(size, rgb);
    }

    /** The centres of gravity of the five colours in a picture of (side, side), as a head reads them. */
    @Override
    public List<Tensor> forward(Tensor batch) {
        int pictures = batch.dimension(0);
        int side = batch.dimension(2);
        int plane = side * side;
        most = Math.max(most, pictures);
        float[] answer = new float[pictures * LandmarkHead.VALUES];
        for (int i = 0; i < pictures; i++) {
            for (int p = 0; p < Landmarks.COUNT; p++) {
                double sum = 0;
                double x = 0;
                double y = 0;
                for (int at = 0; at < plane; at++) {
                    double shining = 255;
                    double others = 0;
                    for (int channel = 0; channel < 3; channel++) {
                        double value = batch.data()[(3 * i + channel) * plane + at];
                        if ((COLOURS[p] >> 2 - channel & 1) == 1) {
                            shining = Math.min(shining, value);
                        } else {
                            others = Math.max(others, value);
                        }
                    }
                    double seen = Math.max(0, shining - others - 40);
                    sum += seen;
                    x += seen * (at % side + 0.5);
                    y += seen * (at / side + 0.5);
                }
                answer[i * LandmarkHead.VALUES + 2 * p] = (float) (sum == 0 ? 0 : (x / sum / side - 0.5) * 4);
                answer[i * LandmarkHead.VALUES + 2 * p + 1] = (float) (sum == 0 ? 0 : (y / sum / side - 0.5) * 4);
            }
            answer[(i + 1) * LandmarkHead.VALUES - 1] = (float) LOG_SCALE;
        }
        return List.of(new Tensor(answer, pictures, LandmarkHead.VALUES, 1, 1));
    }

    @Override
    public void close() {}
}
