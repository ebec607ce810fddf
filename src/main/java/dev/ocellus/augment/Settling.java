package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import java.util.List;
import java.util.Optional;

/**
 * Makes a changed picture its own source: its truth is moved into its own pixels and cut off at its edges, and what can no longer teach anything
 * becomes difficult. Objects wholly outside are gone.
 *
 * <p>Boxes are moved as ovals, because the upright box around a turned box holds more than the object: corners are where objects seldom reach.
 * Without a turn this is the same as moving the corners. Landmarks are moved exactly, wherever they come to lie, and change right and left in a mirror.
 *
 * @param smallest objects lower or narrower than this in the picture, in pixels, become difficult
 * @param visible objects of which less than this part is within the picture become difficult, in [0, 1]
 * @see <a href="https://arxiv.org/abs/2106.02888">Kalra et al., Towards Rotation Invariance in Object Detection</a>
 */
public record Settling(double smallest, double visible) {
    public Settling {
        Draws.checkRange("smallest", smallest, 0, 8192);
        Draws.checkProbability("visible", visible);
    }

    /** A frame with the same picture, whose truth is in its own pixels. Detections of the old frame are dropped. */
    public Frame settle(Frame frame) {
        Truth truth = frame.truth()
                .withBoxes(boxes(frame, new Point(0, 0), frame.image().size()));
        return Frame.of(frame.id(), frame.image()).withTruth(truth);
    }

    /** The boxes of a frame whose picture lies at a place in a larger one, in pixels of the larger one. */
    List<TruthBox> boxes(Frame frame, Point place, Size size) {
        Placement placement = frame.placement().then(Affine.translate(-place.x(), -place.y()));
        Box window = new Box(place.x(), place.y(), place.x() + size.width(), place.y() + size.height());
        return frame.truth().boxes().stream()
                .flatMap(object -> moved(placement, object, window).stream())
                .toList();
    }

    private Optional<TruthBox> moved(Placement placement, TruthBox object, Box window) {
        Box box = placement.ovalFromSource(object.box());
        double inside = box.intersectionArea(window);
        if (inside <= 0) {
            return Optional.empty();
        }
        Box cut = new Box(
                Math.max(box.left(), window.left()),
                Math.max(box.top(), window.top()),
                Math.min(box.right(), window.right()),
                Math.min(box.bottom(), window.bottom()));
        boolean difficult =
                object.difficult() || inside < visible * box.area() || Math.min(cut.width(), cut.height()) < smallest;
        Optional<Landmarks> landmarks = object.landmarks().map(points -> points.fromSource(placement));
        return Optional.of(new TruthBox(cut, object.label(), difficult, landmarks));
    }
}
