package dev.ocellus.train;

import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.face.Alignment;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.image.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The aligned faces of a training in memory, each with a margin around what the network sees: a training of 50,000 pictures looks at each of them dozens of
 * times. Immutable.
 *
 * @param faces all that could be used, in the order of the pictures
 * @param findings what could not be used
 */
record AlignedFaces(List<Face> faces, List<Finding> findings) {
    AlignedFaces {
        faces = List.copyOf(faces);
        findings = List.copyOf(findings);
    }

    /**
     * An aligned face with a margin, and whose it is.
     *
     * @param source folder of the people
     * @param id of the picture in it
     */
    record Face(String source, String person, String id, Image wide) {}

    /**
     * Decodes and aligns pictures.
     *
     * @param known landmarks of a picture, where a table has them
     * @param locator finds those of the other pictures
     * @param alignment of what is kept, margin included
     * @param threads how many work at the same time
     * @param source folder of the people, for their names
     */
    static AlignedFaces load(
            List<LabelledPicture> pictures,
            Function<LabelledPicture, Optional<Landmarks>> known,
            FaceLocator locator,
            PictureDecoder decoder,
            Alignment alignment,
            int threads,
            String source)
            throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Image>> aligning = pictures.stream()
                    .map(picture -> workers.submit(() -> {
                        Image image = decoder.decode(picture.file());
                        Optional<Landmarks> landmarks = known.apply(picture);
                        return alignment.of(image, landmarks.isPresent() ? landmarks.get() : locator.locate(image));
                    }))
                    .toList();
            List<Face> faces = new ArrayList<>();
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; i < pictures.size(); i++) {
                LabelledPicture picture = pictures.get(i);
                try {
                    String person = picture.truth().label().orElseThrow();
                    faces.add(new Face(
                            source, person, picture.id(), aligning.get(i).get()));
                } catch (ExecutionException e) {
                    findings.add(finding(picture, e.getCause()));
                }
            }
            return new AlignedFaces(faces, findings);
        } finally {
            workers.shutdownNow();
        }
    }

    private static Finding finding(LabelledPicture picture, Throwable cause) {
        if (!(cause instanceof IOException) && !(cause instanceof IllegalArgumentException)) {
            throw new IllegalStateException("aligning " + picture.file() + " failed", cause);
        }
        boolean faceless = cause instanceof NoFaceException;
        return new Finding(
                faceless ? Finding.Kind.NO_FACE : Finding.Kind.UNREADABLE_PICTURE,
                picture.file(),
                0,
                Finding.Loss.PICTURE,
                "left out (" + cause.getMessage() + ")",
                faceless ? "give a picture that shows one clear face" : "replace or remove the picture");
    }
}
