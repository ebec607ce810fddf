package dev.ocellus.train;

import dev.ocellus.augment.Crop;
import dev.ocellus.augment.FocusCrop;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureCache;
import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.ColourAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The samples of every step of a training, whose size and number change from phase to phase. A function of the step's number alone. */
final class Samples {
    /** No step has more samples; keeps their numbers apart. */
    private static final int MOST_A_STEP = 1024;

    private record Phase(TrainingSampler sampler, int batch) {}

    private final long seed;
    private final TreeMap<Long, Phase> phases = new TreeMap<>();

    /**
     * The samples of a training.
     *
     * @param axes of colour, for augmentations that need them, see {@link ColourFit}
     */
    static Samples of(TrainingFile file, List<DataSource.Parts> parts, PictureCache pictures, List<ColourAxis> axes) {
        List<TrainingSampler.Share> shares = new ArrayList<>();
        for (DataSource.Parts part : parts) {
            List<LabelledPicture> mapped = part.train().stream()
                    .map(picture -> picture.withTruth(part.source().toModel(picture.truth())))
                    .toList();
            shares.add(new TrainingSampler.Share(part.source().weight(), mapped));
        }
        return new Samples(file.withAugmentations(ColourFit.fit(file.augmentations(), axes)), shares, pictures);
    }

    private Samples(TrainingFile file, List<TrainingSampler.Share> shares, PictureCache pictures) {
        DetectorPlan plan = file.plan();
        this.seed = plan.seed();
        add(0, file, file.crop(), plan.course().batch(), shares, pictures);
        for (DetectorPlan.Phase phase : plan.phases()) {
            Crop crop = file.crop() instanceof FocusCrop focus ? focus.upTo(phase.largest()) : file.crop();
            Crop larger = crop.sized(new Size(phase.side(), phase.side()));
            add(phase.after(), file, larger, phase.batch(), shares, pictures);
        }
    }

    private void add(
            long after,
            TrainingFile file,
            Crop crop,
            int batch,
            List<TrainingSampler.Share> shares,
            PictureCache pictures) {
        if (batch > MOST_A_STEP) {
            throw new IllegalArgumentException(
                    "a step can have %d samples at most, not %d".formatted(MOST_A_STEP, batch));
        }
        TrainingSampler.Recipe recipe = new TrainingSampler.Recipe(
                crop,
                file.augmentations(),
                file.plan().mosaic(),
                file.plan().mixUp(),
                file.plan().repeatBelow(),
                file.plan().settling());
        phases.put(after, new Phase(new TrainingSampler(shares, pictures, recipe), batch));
    }

    /** The samples of a step, counted from 0; all of one size. */
    List<Frame> of(long step) {
        Phase phase = phases.floorEntry(step).getValue();
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < phase.batch(); i++) {
            frames.add(phase.sampler().sample(seed, step * MOST_A_STEP + i));
        }
        return frames;
    }

    /** The very first samples that training is shown. */
    List<Frame> first(int count) {
        return Stream.iterate(0L, step -> step + 1)
                .flatMap(step -> of(step).stream())
                .limit(count)
                .toList();
    }

    /** A picture of the first phase before and after each stage, see {@link TrainingSampler#stages}. */
    List<Frame> stages(int number) {
        return phases.firstEntry().getValue().sampler().stages(seed, number);
    }

    /** Samples of the first phase that no step is shown, to look at what training will see. */
    Stream<Frame> ofTheFirstPhase(int count) {
        Map.Entry<Long, Phase> first = phases.firstEntry();
        return LongStream.rangeClosed(1, count)
                .mapToObj(i -> first.getValue().sampler().sample(seed, -i));
    }
}
