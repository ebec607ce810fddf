package dev.ocellus.train;

import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureCache;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.frame.Frame;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.settings.RecordKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What the network of a training would be shown, to be looked at before it is trained. Reads the data and writes nothing. */
public final class TrainingPreview {
    private final TrainingFile file;
    private final Samples samples;
    private final List<Finding> findings;

    private TrainingPreview(TrainingFile file, Samples samples, List<Finding> findings) {
        this.file = file;
        this.samples = samples;
        this.findings = List.copyOf(findings);
    }

    /**
     * A picture on its way to the network.
     *
     * @param stage name of the stage that made it; empty where it is as it was read
     * @param frame its own source
     */
    public record Step(String stage, Frame frame) {}

    /**
     * Reads the training's data.
     *
     * @param data folder against which the file's folders are resolved
     * @param most pictures of each set that are decoded, evenly spread over it; of larger sets the samples are other ones than training draws
     * @param threads for decoding pictures
     * @throws IOException where a set cannot be read
     */
    public static TrainingPreview open(TrainingFile file, Path data, int most, PictureDecoder decoder, int threads)
            throws IOException, InterruptedException {
        List<DataSource.Parts> parts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (DataSource source : file.plan().data()) {
            DataSource.Parts read = source.read(data, file.plan().shares());
            findings.addAll(read.findings());
            parts.add(new DataSource.Parts(source, spread(read.train(), most), List.of(), List.of(), List.of()));
        }
        List<LabelledPicture> all =
                parts.stream().flatMap(part -> part.train().stream()).toList();
        PictureCache pictures = PictureCache.load(all, decoder, threads);
        findings.addAll(pictures.findings());
        Samples samples = Samples.of(file, parts, pictures, ColourFit.axes(file.augmentations(), parts, pictures));
        return new TrainingPreview(file, samples, findings);
    }

    private static List<LabelledPicture> spread(List<LabelledPicture> pictures, int most) {
        if (pictures.size() <= most) {
            return pictures;
        }
        return IntStream.range(0, most)
                .mapToObj(i -> pictures.get((int) ((long) i * pictures.size() / most)))
                .toList();
    }

    /** What was odd about the data. */
    public List<Finding> findings() {
        return findings;
    }

    /** The first samples that training would show the network, mosaics and mix-ups among them. */
    public List<Frame> samples(int count) {
        return samples.first(count);
    }

    /** A picture as it was read and after each stage. */
    public List<Step> stages(int number) {
        List<Frame> frames = samples.stages(number);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("", frames.get(0)));
        steps.add(new Step(name(file.crop()), frames.get(1)));
        for (int i = 2; i < frames.size(); i++) {
            steps.add(new Step(name(file.augmentations().get(i - 2)), frames.get(i)));
        }
        return steps;
    }

    private static String name(Augmentation stage) {
        return RecordKind.of(stage.getClass()).name();
    }
}
