package dev.ocellus.examine;

import dev.ocellus.dataset.DataSource.Format;
import dev.ocellus.dataset.Dataset;
import dev.ocellus.dataset.DatasetReader;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.Part;
import dev.ocellus.dataset.Place;
import dev.ocellus.dataset.Rejects;
import dev.ocellus.dataset.SplitList;
import dev.ocellus.dataset.UnreadableSetException;
import dev.ocellus.image.ImageReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a set of labelled pictures was found to be. All its files were read, none was changed.
 *
 * @param pictures how many can be used
 * @param empty how many of them are labelled and show nothing
 * @param boxes how many can be used
 * @param parts how many usable pictures are for what; those of which nobody says it are missing
 * @param classes how much there is of each, most frequent first
 * @param turned pictures that are to be turned upright
 * @param findings what is odd, in the order of files and lines
 */
public record Examination(
        int pictures,
        int empty,
        long boxes,
        Map<Part, Integer> parts,
        List<ClassCount> classes,
        TurnedLabels turned,
        List<Finding> findings) {
    private static final Comparator<Finding> BY_PLACE = Comparator.comparing(
                    (Finding finding) -> finding.file().toString())
            .thenComparingInt(Finding::line)
            .thenComparing(Finding::kind)
            .thenComparing(Finding::what);

    public Examination {
        parts = Map.copyOf(parts);
        classes = List.copyOf(classes);
        findings = List.copyOf(findings);
    }

    /** Hears how far an examination got. */
    public interface Progress {
        /** The labels are read, and so many pictures are to be looked at. */
        void begins(int pictures);

        /** One more picture is done. */
        void pictureDone();
    }

    /**
     * What is to be examined.
     *
     * @param format how the labels are written down
     * @param reader for it
     * @param labels folder that holds them
     * @param pictures folder of the pictures, often the same
     * @param list what pictures are for, instead of what the set says; empty: as it says
     */
    public record Subject(Format format, DatasetReader reader, Path labels, Path pictures, SplitList list) {}

    /**
     * Examines a set. Memory holds a kilobyte a picture beside its labels.
     *
     * @param threads how many pictures are looked at at once
     * @throws IOException where a folder cannot be read or holds nothing of the format
     */
    public static Examination of(Subject subject, int threads, Progress progress)
            throws IOException, InterruptedException {
        Dataset dataset;
        try {
            dataset = subject.list().applyTo(subject.reader().read(subject.labels(), subject.pictures()));
        } catch (UnreadableSetException e) {
            return new Examination(0, 0, 0, Map.of(), List.of(), new TurnedLabels(0, 0, 0), e.findings());
        }
        List<Finding> findings = new ArrayList<>(dataset.findings());
        for (Path file :
                dataset.places().values().stream().map(Place::file).distinct().toList()) {
            TextForm.look(file, subject.format(), findings);
        }
        boolean fractions = subject.format() == Format.YOLO || subject.format() == Format.OPENIMAGES;
        List<Sighting> sightings = look(dataset.pictures(), fractions, threads, progress);
        sightings.forEach(sighting -> findings.addAll(sighting.findings()));
        BoxChecks.of(sightings, dataset.places(), findings);
        SizeCheck.of(sightings, dataset.places(), findings);
        TurnedLabels turned = TurnedLabels.of(sightings, dataset.places(), findings);
        Twins.of(sightings, dataset.parts(), findings);
        List<ClassCount> classes = ClassChecks.of(dataset, subject.labels(), findings);
        findings.sort(BY_PLACE);
        return new Examination(
                dataset.pictures().size(),
                (int) dataset.pictures().stream()
                        .filter(picture -> picture.truth().boxes().isEmpty())
                        .count(),
                classes.stream().mapToLong(ClassCount::boxes).sum(),
                count(dataset),
                classes,
                turned,
                findings);
    }

    private static Map<Part, Integer> count(Dataset dataset) {
        Map<Part, Integer> count = new EnumMap<>(Part.class);
        for (LabelledPicture picture : dataset.pictures()) {
            Part part = dataset.parts().get(picture.id());
            if (part != null) {
                count.merge(part, 1, Integer::sum);
            }
        }
        return count;
    }

    private static List<Sighting> look(
            List<LabelledPicture> pictures, boolean fractions, int threads, Progress progress)
            throws InterruptedException {
        progress.begins(pictures.size());
        ImageReader reader = new ImageReader();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Sighting>> looks = new ArrayList<>();
            for (LabelledPicture picture : pictures) {
                looks.add(workers.submit(() -> Sighting.of(picture, fractions, reader)));
            }
            List<Sighting> sightings = new ArrayList<>();
            for (Future<Sighting> look : looks) {
                sightings.add(look.get());
                progress.pictureDone();
            }
            return sightings;
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking at a picture failed", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /** What the findings cost. */
    public Rejects rejects() {
        return Rejects.of(findings);
    }
}
