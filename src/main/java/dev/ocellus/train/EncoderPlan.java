package dev.ocellus.train;

import dev.ocellus.face.EncoderLosses;
import dev.ocellus.face.EncoderNetwork;
import dev.ocellus.learn.LearningRate;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.RecordKind;
import dev.ocellus.settings.RecordReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Everything that decides how a face encoder is trained, as a training file states it; each setting has a default. With the same plan, data and engine, a
 * training gives the same weights.
 *
 * @param name of the weights, also the name of their folder
 * @param summary what the weights are for, for their card
 * @param licence of the weights, an SPDX identifier where there is one
 * @param terms what else a user of the weights must know
 * @param seed of everything random
 * @param network the layers
 * @param eyeDistance distance of the mean face's eyes in the aligned picture as a share of its side
 * @param preprocessing what the network sees of a picture
 * @param augment how faces are varied
 * @param loss what is learned from
 * @param people drawn for each step
 * @param pictures of each of them
 * @param course steps, rates and optimiser
 * @param developmentShare part of the people that is held back for measuring, in [0, 1)
 * @param heads whether the two verification heads are compared with the distance at the end
 * @param data folders of people
 */
public record EncoderPlan(
        @Default("face-encoder") String name,

        @Default("Turns an aligned face into an embedding, near those of the same person.")
        String summary,

        @Default("LicenseRef-own-data") String licence,

        @Default("Those of the pictures that it was trained on.")
        String terms,

        @Default("1") long seed,
        @Default("{}") EncoderNetwork network,
        @Default("0.3125") double eyeDistance,
        @Default("{mean: 127.5, scale: 64}") Preprocessing preprocessing,
        @Default("{}") FaceAugmentation augment,
        @Default("{}") EncoderLosses loss,
        @Default("32") int people,
        @Default("4") int pictures,
        @Default("{}") Course course,
        @Default("0.05") double developmentShare,
        @Default("false") boolean heads,
        @Default("[]") List<PeopleSource> data) {
    public EncoderPlan {
        data = List.copyOf(data);
        if (people < 2 || pictures < 2) {
            throw new IllegalArgumentException(
                    "people and pictures must be at least 2, got " + people + " and " + pictures);
        }
        if (!(developmentShare >= 0 && developmentShare < 1)) {
            throw new IllegalArgumentException("development-share must be in [0, 1), got " + developmentShare);
        }
    }

    /**
     * The course of a training.
     *
     * @param steps number of steps
     * @param learningRate of each step
     * @param optimiser how gradients change parameters
     * @param average share of the moving average of the parameters kept at each step; the average is what is shipped
     * @param checkpointEvery steps between checkpoints
     * @param measureEvery steps between measurements
     */
    public record Course(
            @Default("4000") long steps,

            @Default("{cosine: {peak: 0.001, final-share: 0.01, warm-up: 100}}")
            LearningRate learningRate,

            @Default("{beta2: 0.99, regularisation: {decay: 0.05}, clip-norm: 10}")
            Optimiser.Adam optimiser,

            @Default("0.998") double average,
            @Default("250") int checkpointEvery,
            @Default("500") int measureEvery) {
        public Course {
            if (steps < 1 || checkpointEvery < 1 || measureEvery < 1) {
                throw new IllegalArgumentException("steps, checkpoint-every and measure-every must be at least 1");
            }
        }

        private Course of(long otherSteps, LearningRate otherRate) {
            return new Course(otherSteps, otherRate, optimiser, average, checkpointEvery, measureEvery);
        }
    }

    /**
     * Reads and checks a training file.
     *
     * @throws IOException naming file, line and setting of every mistake
     */
    public static EncoderPlan read(Path file) throws IOException {
        return RecordReader.readFile(file, EncoderPlan.class, "setting");
    }

    /** Every setting at its default. */
    public static EncoderPlan standard() {
        return RecordKind.of(EncoderPlan.class).create(Map.of());
    }

    /** The same plan for other data. */
    public EncoderPlan withData(List<PeopleSource> others) {
        return with(course, others);
    }

    /** The same plan with another number of steps. */
    public EncoderPlan withSteps(long steps) {
        return with(course.of(steps, course.learningRate()), data);
    }

    /** The same plan for an encoder that knows much already: fewer steps at a fifth of the default rate. */
    public EncoderPlan gentle() {
        return with(course.of(course.steps() / 4, new LearningRate.Cosine(2e-4, 0.01, 50)), data);
    }

    private EncoderPlan with(Course otherCourse, List<PeopleSource> otherData) {
        return new EncoderPlan(
                name,
                summary,
                licence,
                terms,
                seed,
                network,
                eyeDistance,
                preprocessing,
                augment,
                loss,
                people,
                pictures,
                otherCourse,
                developmentShare,
                heads,
                otherData);
    }

    /**
     * SHA-256 over everything that decides what a step does, as 64 hexadecimal digits. The number of steps is left out: a training may be ended sooner, or go
     * on for longer, than was thought when it began.
     */
    public String fingerprint() {
        try {
            EncoderPlan any = withSteps(1);
            String all = String.join(
                    "\n",
                    Long.toString(seed),
                    network.toString(),
                    Double.toString(eyeDistance),
                    preprocessing.toString(),
                    augment.toString(),
                    loss.toString(),
                    people + "x" + pictures,
                    any.course.toString(),
                    Double.toString(developmentShare),
                    data.toString());
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
