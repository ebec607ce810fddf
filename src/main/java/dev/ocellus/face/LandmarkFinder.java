package dev.ocellus.face;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.Resampling;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.pipeline.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Finds the landmarks of faces whose boxes are known, each in the square around its box, cut out of the picture at its full detail. As a stage it gives
 * every detection its landmarks. Owns the network; safe from several threads.
 *
 * @param network answers what the head reads
 * @param preprocessing what the network sees of a square
 * @param head cuts the squares and reads the answers
 */
public record LandmarkFinder(Network network, Preprocessing preprocessing, LandmarkHead head) implements Stage {
    /** How many faces the network sees at a time; more would not be faster. */
    private static final int BATCH = 32;

    /** Side of the square around a box as a multiple of the box's longer side: the weights are trained with it. */
    public static final double MARGIN = 1.25;

    /**
     * Where to look for a face.
     *
     * @param picture at its full detail
     * @param box from forehead to chin as the detector draws it, in pixels of the picture, with an area; may reach outside
     */
    public record Place(Image picture, Box box) {}

    /**
     * A finder with the weights of a folder.
     *
     * @param engine makes a network of the bytes of an ONNX file
     * @throws IOException where the folder's files are not what its card says, or the weights find no landmarks
     */
    public static LandmarkFinder open(WeightsFolder weights, Function<byte[], Network> engine) throws IOException {
        ModelCard card = weights.card();
        if (!card.task().equals(ModelCard.LANDMARKS)) {
            throw new IOException("%s finds no landmarks: its card has the task '%s', not '%s'"
                    .formatted(weights.path(), card.task(), ModelCard.LANDMARKS));
        }
        return new LandmarkFinder(
                engine.apply(weights.read(WeightsFolder.MODEL)),
                card.input().preprocessing(),
                new LandmarkHead(card.input().width(), MARGIN));
    }

    /**
     * Where a detector would see a face with these landmarks, from forehead to chin: for looking again in the next picture of a film, or where landmarks came
     * without boxes.
     *
     * @throws IllegalArgumentException where the landmarks are no numbers or all at one place
     */
    public static Box boxOf(Landmarks face) {
        return FaceShape.boxOf(face);
    }

    /** The landmarks of the faces in one picture, in the order of their boxes and in pixels of the picture. */
    public List<FaceLandmarks> find(Image picture, List<Box> boxes) {
        return find(boxes.stream().map(box -> new Place(picture, box)).toList());
    }

    /**
     * The landmarks of faces in any pictures, in order.
     *
     * @throws IllegalArgumentException where a box has no area
     */
    public List<FaceLandmarks> find(List<Place> places) {
        List<FaceLandmarks> found = new ArrayList<>();
        for (int from = 0; from < places.size(); from += BATCH) {
            findBatch(places.subList(from, Math.min(places.size(), from + BATCH)), found);
        }
        return found;
    }

    private void findBatch(List<Place> places, List<FaceLandmarks> found) {
        Size size = new Size(head.side(), head.side());
        List<Affine> maps =
                places.stream().map(place -> head.squareAround(place.box())).toList();
        List<Image> squares = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            squares.add(Resampling.part(places.get(i).picture(), maps.get(i), size));
        }
        Tensor output = network.forward(preprocessing.toBatch(squares)).get(0);
        for (int i = 0; i < places.size(); i++) {
            FaceLandmarks inSquare = head.read(output, i);
            Placement placement = new Placement(places.get(i).picture().size(), maps.get(i));
            found.add(new FaceLandmarks(inSquare.landmarks().toSource(placement), inSquare.score()));
        }
    }

    /** Gives every detection that has an area its landmarks. */
    @Override
    public Frame apply(Frame frame) {
        return applyAll(List.of(frame)).get(0);
    }

    @Override
    public List<Frame> applyAll(List<Frame> frames) {
        List<Place> places = frames.stream()
                .flatMap(frame -> frame.detections().stream()
                        .filter(LandmarkFinder::hasArea)
                        .map(detection -> new Place(frame.source(), detection.box())))
                .toList();
        List<FaceLandmarks> found = find(places);
        List<Frame> marked = new ArrayList<>();
        int next = 0;
        for (Frame frame : frames) {
            List<Detection> detections = new ArrayList<>();
            for (Detection detection : frame.detections()) {
                if (hasArea(detection)) {
                    FaceLandmarks face = found.get(next++);
                    detections.add(detection.withLandmarks(face.landmarks(), face.score()));
                } else {
                    detections.add(detection);
                }
            }
            marked.add(frame.withDetections(detections));
        }
        return marked;
    }

    private static boolean hasArea(Detection detection) {
        return detection.box().area() > 0;
    }

    @Override
    public void close() {
        network.close();
    }
}
