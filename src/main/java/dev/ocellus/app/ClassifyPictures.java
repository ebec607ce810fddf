package dev.ocellus.app;

import dev.ocellus.classify.Classifier;
import dev.ocellus.image.Image;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import dev.ocellus.report.ClassCsvWriter;
import dev.ocellus.report.LedgerWriter;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.ResultWriter;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says what pictures as a whole show. Opening checks the whole request before the first picture; afterwards no picture can stop the run. Results
 * come in the order of the inputs.
 */
public final class ClassifyPictures implements AutoCloseable {
    /** Pictures are worked on side by side, so one network takes one thread. */
    private static final int THREADS = 1;

    private final InputFiles inputs;
    private final Classifier classifier;
    private final List<ResultWriter> writers;
    private final PictureRun run;

    /**
     * What somebody wants to know.
     *
     * @param weights folder of the classifier
     * @param inputs folders, files and patterns
     * @param recursive whether folders are searched to the bottom
     * @param csv gets a table of the results
     * @param ledger gets the ledger, as it grows
     * @param threads how many pictures are worked on at once, at least 1
     * @param maxPixels pictures with more pixels are rejected
     */
    public record Request(
            Path weights,
            List<String> inputs,
            boolean recursive,
            Optional<Path> csv,
            Optional<OutputStream> ledger,
            int threads,
            long maxPixels) {}

    private ClassifyPictures(Request request, InputFiles inputs, Classifier classifier, List<ResultWriter> writers) {
        this.inputs = inputs;
        this.classifier = classifier;
        this.writers = writers;
        this.run = new PictureRun(inputs, request.maxPixels(), request.threads(), this::classify);
    }

    /**
     * Makes everything ready.
     *
     * @throws WrongUsageException where an input or the weights are not usable, or the table cannot be written
     * @throws IOException where a folder cannot be read
     */
    public static ClassifyPictures open(Request request) throws WrongUsageException, IOException {
        Path table = request.csv().orElse(request.weights()).toAbsolutePath();
        InputFiles inputs = InputFiles.find(request.inputs(), request.recursive(), table);
        if (inputs.files().isEmpty()) {
            throw new WrongUsageException("there are no pictures in %s%s"
                    .formatted(
                            String.join(", ", request.inputs()),
                            request.recursive() ? "" : "; add --recursive to look into the folders inside"));
        }
        Classifier classifier = classifier(request.weights());
        List<ResultWriter> writers = new ArrayList<>();
        try {
            if (request.csv().isPresent()) {
                writers.add(new ClassCsvWriter(request.csv().get(), classifier.labels()));
            }
            if (request.ledger().isPresent()) {
                writers.add(LedgerWriter.toStream(request.ledger().get()));
            }
        } catch (IOException e) {
            classifier.close();
            throw new WrongUsageException("no table can be written to '%s': %s"
                    .formatted(request.csv().orElseThrow(), e.getMessage()));
        }
        return new ClassifyPictures(request, inputs, classifier, writers);
    }

    private static Classifier classifier(Path folder) throws WrongUsageException {
        try {
            WeightsFolder weights = WeightsFolder.open(folder);
            String model = folder.resolve(WeightsFolder.MODEL).toString();
            return Classifier.open(weights, bytes -> OnnxRuntimeNetwork.open(bytes, THREADS, model));
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongUsageException(e.getMessage());
        }
    }

    /** The names of all inputs, in the order of the results. */
    public List<String> names() {
        return inputs.files().stream().map(InputFile::name).toList();
    }

    /**
     * Looks at all inputs.
     *
     * @param listener told of each result, in order, after it was written down
     * @throws IOException where results cannot be written any more
     */
    public Summary run(Consumer<PictureResult> listener) throws IOException {
        Summary summary = run.run(result -> {
            for (ResultWriter writer : writers) {
                writer.write(result);
            }
            listener.accept(result);
        });
        for (ResultWriter writer : writers) {
            writer.finish(summary);
        }
        return summary;
    }

    /** Lets a run end after the pictures that are being worked on; from any thread. */
    public void stop() {
        run.stop();
    }

    private PictureRun.Outcome classify(InputFile input, Image image) {
        return new PictureRun.Outcome(List.of(), Optional.of(classifier.classify(image)));
    }

    @Override
    public void close() throws IOException {
        classifier.close();
        for (ResultWriter writer : writers) {
            writer.close();
        }
    }
}
