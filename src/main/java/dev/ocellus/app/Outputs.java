package dev.ocellus.app;

import dev.ocellus.report.AnnotatedPictures;
import dev.ocellus.report.CocoWriter;
import dev.ocellus.report.CsvWriter;
import dev.ocellus.report.LedgerWriter;
import dev.ocellus.report.OutputNames;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.ResultWriter;
import dev.ocellus.report.Summary;
import dev.ocellus.report.VocWriter;
import dev.ocellus.report.YoloWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that a run writes, in one folder: a ledger in any case, lists in the wanted forms, and pictures with boxes drawn on them. */
final class Outputs implements ResultWriter {
    private static final String ANNOTATED = "annotated";

    private final List<ResultWriter> writers = new ArrayList<>();
    private final List<Path> places = new ArrayList<>();
    private final Optional<AnnotatedPictures> annotated;

    /**
     * Makes the folder ready.
     *
     * @param ledger also gets the ledger, as it grows
     * @throws WrongUsageException where results cannot go there, or would replace an input
     */
    static Outputs open(
            Path folder,
            Set<OutputFormat> formats,
            boolean pictures,
            List<InputFile> inputs,
            Optional<OutputStream> ledger)
            throws WrongUsageException, IOException {
        OutputNames names = new OutputNames(inputs.stream().map(InputFile::name).toList());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new WrongUsageException("no results can be written to '%s': %s".formatted(folder, e.getMessage()));
        }
        if (pictures) {
            requireNoInputReplaced(folder.resolve(ANNOTATED), names, inputs);
        }
        Outputs outputs = new Outputs(
                pictures ? Optional.of(new AnnotatedPictures(folder.resolve(ANNOTATED), names)) : Optional.empty());
        try {
            if (pictures) {
                outputs.places.add(folder.resolve(ANNOTATED));
            }
            for (OutputFormat format : formats) {
                outputs.add(format, folder, names);
            }
            outputs.add(LedgerWriter.toFile(folder.resolve("report.json")), folder.resolve("report.json"));
            if (ledger.isPresent()) {
                outputs.writers.add(LedgerWriter.toStream(ledger.get()));
            }
            return outputs;
        } catch (IOException e) {
            outputs.close();
            throw new WrongUsageException("no results can be written to '%s': %s".formatted(folder, e.getMessage()));
        }
    }

    private Outputs(Optional<AnnotatedPictures> annotated) {
        this.annotated = annotated;
    }

    private void add(OutputFormat format, Path folder, OutputNames names) throws IOException {
        switch (format) {
            case COCO -> add(new CocoWriter(folder.resolve("detections.json")), folder.resolve("detections.json"));
            case CSV -> add(new CsvWriter(folder.resolve("detections.csv")), folder.resolve("detections.csv"));
            case VOC -> add(new VocWriter(folder.resolve("voc"), names), folder.resolve("voc"));
            case YOLO -> add(new YoloWriter(folder.resolve("yolo"), names), folder.resolve("yolo"));
        }
    }

    /** Adds a list in a form of its own. */
    void add(ResultWriter writer, Path place) {
        writers.add(writer);
        places.add(place);
    }

    private static void requireNoInputReplaced(Path folder, OutputNames names, List<InputFile> inputs)
            throws WrongUsageException {
        Set<Path> read = new HashSet<>();
        inputs.forEach(input -> read.add(input.path()));
        for (InputFile input : inputs) {
            Path written = AnnotatedPictures.place(folder, names, input.name())
                    .toAbsolutePath()
                    .normalize();
            if (read.contains(written)) {
                throw new WrongUsageException("the result of '%s' would replace '%s'; choose another folder with --out"
                        .formatted(input.path(), written));
            }
        }
    }

    /** Where pictures with boxes go, if wanted; used by the threads that search the pictures. */
    Optional<AnnotatedPictures> annotated() {
        return annotated;
    }

    /** The files and folders that hold the results. */
    List<Path> places() {
        return List.copyOf(places);
    }

    @Override
    public void write(PictureResult result) throws IOException {
        for (ResultWriter writer : writers) {
            writer.write(result);
        }
    }

    @Override
    public void finish(Summary summary) throws IOException {
        for (ResultWriter writer : writers) {
            writer.finish(summary);
        }
    }

    @Override
    public void close() throws IOException {
        for (ResultWriter writer : writers) {
            writer.close();
        }
    }
}
