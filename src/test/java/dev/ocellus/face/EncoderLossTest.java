package dev.ocellus.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.LossFunction;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.Tensor;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each loss against the formula written out in the plainest way, and each gradient against differences. */
class EncoderLossTest {
    private static final int PEOPLE = 4;
    private static final int PICTURES = 3;
    private static final int WIDTH = 6;
    private static final int COUNT = PEOPLE * PICTURES;

    /** Embeddings of length 1 of people in a mixed order. */
    private record Drawn(Tensor embeddings, People people) {
        static Drawn of(RandomGenerator random, double progress) {
            float[] data = new float[COUNT * WIDTH];
            int[] person = new int[COUNT];
            for (int i = 0; i < COUNT; i++) {
                person[i] = 3 * (i % PEOPLE);
                double squares = 0;
                for (int k = 0; k < WIDTH; k++) {
                    data[i * WIDTH + k] = (float) random.nextGaussian();
                    squares += data[i * WIDTH + k] * data[i * WIDTH + k];
                }
                for (int k = 0; k < WIDTH; k++) {
                    data[i * WIDTH + k] /= (float) Math.sqrt(squares);
                }
            }
            return new Drawn(new Tensor(data, COUNT, WIDTH, 1, 1), new People(person, 7, progress));
        }

        double distance(int i, int j) {
            double sum = 0;
            for (int k = 0; k < WIDTH; k++) {
                sum += Math.pow(at(i, k) - at(j, k), 2);
            }
            return sum;
        }

        double cosine(int i, int j) {
            double sum = 0;
            for (int k = 0; k < WIDTH; k++) {
                sum += at(i, k) * at(j, k);
            }
            return sum;
        }

        double at(int i, int k) {
            return embeddings.data()[i * WIDTH + k];
        }

        boolean same(int i, int j) {
            return people.person()[i] == people.person()[j];
        }

        Loss loss(LossFunction<People> function) {
            return function.of(List.of(embeddings), people);
        }
    }

    @Test
    void theTripletLossOfTheHardestNegativesIsThatOfThreeLoops() {
        Property.check(50, random -> {
            Drawn drawn = Drawn.of(random, 0);
            double margin = 0.1 + random.nextDouble();
            double sum = 0;
            int count = 0;
            for (int a = 0; a < COUNT; a++) {
                for (int p = 0; p < COUNT; p++) {
                    if (p != a && drawn.same(a, p)) {
                        double worst = Double.NEGATIVE_INFINITY;
                        for (int n = 0; n < COUNT; n++) {
                            if (!drawn.same(a, n)) {
                                worst = Math.max(worst, drawn.distance(a, p) - drawn.distance(a, n) + margin);
                            }
                        }
                        sum += Math.max(worst, 0);
                        count++;
                    }
                }
            }
            Loss loss = drawn.loss(new TripletLoss(1, margin, Miner.HARD));
            assertEquals(sum / count, loss.value(), 1e-6);
        });
    }

    @Test
    void theTripletLossOfSemiHardNegativesIsThatOfThreeLoops() {
        Property.check(50, random -> {
            Drawn drawn = Drawn.of(random, 0);
            double margin = 0.1 + random.nextDouble();
            double sum = 0;
            int count = 0;
            for (int a = 0; a < COUNT; a++) {
                for (int p = 0; p < COUNT; p++) {
                    if (p != a && drawn.same(a, p)) {
                        double near = drawn.distance(a, p);
                        double best = Double.POSITIVE_INFINITY;
                        for (int n = 0; n < COUNT; n++) {
                            double far = drawn.distance(a, n);
                            if (!drawn.same(a, n) && far > near && far < near + margin) {
                                best = Math.min(best, far);
                            }
                        }
                        if (best < Double.POSITIVE_INFINITY) {
                            sum += near - best + margin;
                            count++;
                        }
                    }
                }
            }
            Loss loss = drawn.loss(new TripletLoss(1, margin, Miner.SEMI_HARD));
            assertEquals(count == 0 ? 0 : sum / count, loss.value(), 1e-6);
        });
    }

    @Test
    void randomNegativesAreOfOtherPeopleAndEachIsTakenAsOften() {
        Drawn drawn = Drawn.of(new SplittableRandom(1), 0);
        Distances distances = Distances.of(drawn.embeddings());
        int[] taken = new int[COUNT];
        int draws = 3000;
        for (int i = 0; i < draws; i++) {
            for (Triplet triplet : Miner.RANDOM.triplets(distances, drawn.people(), 0.2, new SplittableRandom(i))) {
                assertTrue(drawn.same(triplet.anchor(), triplet.positive()) && triplet.anchor() != triplet.positive());
                assertTrue(!drawn.same(triplet.anchor(), triplet.negative()));
                if (triplet.anchor() == 0) {
                    taken[triplet.negative()]++;
                }
            }
        }
        double expected = (double) draws * (PICTURES - 1) / (COUNT - PICTURES);
        for (int i = 0; i < COUNT; i++) {
            assertEquals(drawn.same(0, i) ? 0 : expected, taken[i], 6 * Math.sqrt(expected), "picture " + i);
        }
    }

    @Test
    void semiHardNegativesLieBetweenThePositiveAndTheMarginAndHardOnesAreTheNearest() {
        Property.check(30, random -> {
            Drawn drawn = Drawn.of(random, 0);
            Distances distances = Distances.of(drawn.embeddings());
            for (Triplet triplet : Miner.SEMI_HARD.triplets(distances, drawn.people(), 0.3, random)) {
                double near = distances.between(triplet.anchor(), triplet.positive());
                double far = distances.between(triplet.anchor(), triplet.negative());
                assertTrue(near < far && far < near + 0.3);
            }
            for (Triplet triplet : Miner.HARD.triplets(distances, drawn.people(), 0.3, random)) {
                for (int i = 0; i < COUNT; i++) {
                    assertTrue(drawn.same(triplet.anchor(), i)
                            || distances.between(triplet.anchor(), i)
                                    >= distances.between(triplet.anchor(), triplet.negative()));
                }
            }
        });
    }

    @Test
    void theContrastiveLossIsThatOfThreeLoops() {
        Property.check(50, random -> {
            Drawn drawn = Drawn.of(random, 1);
            double sum = 0;
            int count = 0;
            for (int a = 0; a < COUNT; a++) {
                for (int p = 0; p < COUNT; p++) {
                    if (p != a && drawn.same(a, p)) {
                        double others = 0;
                        for (int n = 0; n < COUNT; n++) {
                            if (!drawn.same(a, n)) {
                                others += Math.exp(16 * drawn.cosine(a, n) - 16 * (drawn.cosine(a, p) - 0.1));
                            }
                        }
                        sum += Math.log(1 + others);
                        count++;
                    }
                }
            }
            assertEquals(
                    2 * sum / count, drawn.loss(new ContrastiveLoss(2, 16, 0.1)).value(), 1e-4);
        });
    }

    @Test
    void theMarginSoftmaxIsThatOfThreeLoops() {
        Property.check(30, random -> {
            Drawn drawn = Drawn.of(random, 1);
            MarginSoftmaxLoss loss = softmax(random.nextLong(), 100);
            double value = drawn.loss(loss).value();
            assertEquals(11, loss.chosen().length);
            assertEquals(naiveSoftmax(drawn, loss), value, 1e-4);
        });
    }

    @Test
    void aSampleOfClassesHoldsThoseOfTheBatchAndEachOtherAtMostOnce() {
        Drawn drawn = Drawn.of(new SplittableRandom(3), 1);
        MarginSoftmaxLoss loss = softmax(5, 7);
        double value = drawn.loss(loss).value();
        List<Integer> chosen = Arrays.stream(loss.chosen()).boxed().toList();
        assertEquals(7, chosen.stream().distinct().count());
        assertTrue(chosen.containsAll(List.of(0, 3, 6, 9)), chosen.toString());
        assertEquals(naiveSoftmax(drawn, loss), value, 1e-4);
        assertEquals(value, drawn.loss(softmax(5, 7)).value());
    }

    private static MarginSoftmaxLoss softmax(long seed, int classes) {
        return new MarginSoftmaxLoss(new MarginSoftmax(1.5, 8, 0.25, classes), new ClassCentres(11, WIDTH, seed), seed);
    }

    private static double naiveSoftmax(Drawn drawn, MarginSoftmaxLoss loss) {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            double right = 0;
            double all = 0;
            for (int person : loss.chosen()) {
                double cosine = 0;
                for (int k = 0; k < WIDTH; k++) {
                    cosine += drawn.at(i, k)
                            * loss.centres().rows()[person * WIDTH + k]
                            / loss.centres().length(person);
                }
                boolean own = person == drawn.people().person()[i];
                double power = Math.exp(8 * (cosine - (own ? 0.25 : 0)));
                all += power;
                right += own ? power : 0;
            }
            sum -= Math.log(right / all);
        }
        return 1.5 * sum / COUNT;
    }

    @ParameterizedTest
    @EnumSource
    void theTripletLossHasTheSlopesOfDifferences(Miner miner) {
        Property.check(10, random -> assertSlopes(Drawn.of(random, 0), new TripletLoss(1.5, 0.4, miner), 5e-4f, 3e-3));
    }

    @Test
    void theOtherLossesHaveTheSlopesOfDifferences() {
        Property.check(10, random -> {
            assertSlopes(Drawn.of(random, 0.4), new ContrastiveLoss(2, 16, 0.1), 2e-3f, Double.POSITIVE_INFINITY);
            assertSlopes(Drawn.of(random, 0.4), softmax(1, 9), 2e-3f, Double.POSITIVE_INFINITY);
        });
    }

    /** @param kink difference of the slopes to both sides above which there is none, as where other triplets are chosen; these places are left out */
    private static void assertSlopes(Drawn drawn, LossFunction<People> loss, float step, double kink) {
        float[] slopes = drawn.loss(loss).gradients().get(0).data();
        float[] data = drawn.embeddings().data();
        int compared = 0;
        for (int i = 0; i < data.length; i++) {
            float value = data[i];
            data[i] = value + step;
            double above = drawn.loss(loss).value();
            data[i] = value - step;
            double below = drawn.loss(loss).value();
            data[i] = value;
            double here = drawn.loss(loss).value();
            double right = (above - here) / step;
            double left = (here - below) / step;
            if (Math.abs(right - left) <= kink) {
                assertEquals((above - below) / (2 * step), slopes[i], 5e-3 + 2e-2 * Math.abs(slopes[i]), "number " + i);
                compared++;
            }
        }
        assertTrue(compared > data.length / 2, compared + " of " + data.length + " were smooth");
    }

    @Test
    void theCentresHaveTheSlopesOfDifferences() {
        Drawn drawn = Drawn.of(new SplittableRandom(2), 1);
        MarginSoftmaxLoss loss = softmax(4, 8);
        drawn.loss(loss);
        int[] chosen = loss.chosen();
        float[] slopes = loss.gradient();
        float[] rows = loss.centres().rows();
        for (int i = 0; i < chosen.length; i++) {
            for (int k = 0; k < WIDTH; k++) {
                int at = chosen[i] * WIDTH + k;
                float value = rows[at];
                rows[at] = value + 1e-2f;
                double above = drawn.loss(loss).value();
                rows[at] = value - 1e-2f;
                double below = drawn.loss(loss).value();
                rows[at] = value;
                assertEquals((above - below) / 2e-2, slopes[i * WIDTH + k], 2e-3);
            }
        }
    }

    @Test
    void centresThatLearnComeToTheirPeopleAndAreKept() {
        Drawn drawn = Drawn.of(new SplittableRandom(2), 1);
        EncoderLosses settings = new EncoderLosses(
                new MarginSoftmax(1, 8, 0, 11), new ContrastiveLoss(0, 16, 0), new TripletLoss(0, 0.2, Miner.HARD));
        EncoderLoss loss = new EncoderLoss(settings, 11, WIDTH, 4);
        double before = drawn.loss(loss).value();
        for (int i = 0; i < 50; i++) {
            drawn.loss(loss);
            loss.step(0.05);
        }
        double after = drawn.loss(loss).value();
        assertTrue(after < 0.7 * before, before + " " + after);
        EncoderLoss other = new EncoderLoss(settings, 11, WIDTH, 99);
        other.load(loss.state());
        assertEquals(after, drawn.loss(other).value());
        drawn.loss(loss);
        loss.step(0.05);
        other.step(0.05);
        assertEquals(drawn.loss(loss).value(), drawn.loss(other).value());
    }

    /** People whose pictures already lie at their centres have little left to learn, however long the directions given are. */
    @Test
    void centresStartWherePeopleAre() {
        Drawn drawn = Drawn.of(new SplittableRandom(2), 1);
        EncoderLosses settings = new EncoderLosses(
                new MarginSoftmax(1, 8, 0, 11), new ContrastiveLoss(0, 16, 0), new TripletLoss(0, 0.2, Miner.HARD));
        float[][] near = new float[11][WIDTH];
        float[] data = drawn.embeddings().data();
        for (int i = 0; i < drawn.people().size(); i++) {
            for (int k = 0; k < WIDTH; k++) {
                near[drawn.people().person()[i]][k] += data[i * WIDTH + k];
            }
        }
        for (float[] direction : near) {
            direction[0] += 1e-3f;
        }
        EncoderLoss anywhere = new EncoderLoss(settings, 11, WIDTH, 4);
        EncoderLoss there = new EncoderLoss(settings, 11, WIDTH, 4);
        there.startAt(near);
        float[] rows = there.state().get("rows").data();
        for (int person = 0; person < 11; person++) {
            double squares = 0;
            for (int k = 0; k < WIDTH; k++) {
                squares += rows[person * WIDTH + k] * rows[person * WIDTH + k];
            }
            assertEquals(1, squares, 1e-5);
        }
        assertTrue(drawn.loss(there).value() < drawn.loss(anywhere).value());
    }

    @Test
    void lossesAddUp() {
        Drawn drawn = Drawn.of(new SplittableRandom(8), 1);
        MarginSoftmax softmax = new MarginSoftmax(1, 8, 0.2, 8);
        ContrastiveLoss contrastive = new ContrastiveLoss(2, 16, 0.1);
        TripletLoss triplet = new TripletLoss(0.5, 0.2, Miner.HARD);
        Loss all = drawn.loss(new EncoderLoss(new EncoderLosses(softmax, contrastive, triplet), 11, WIDTH, 4));
        List<Loss> parts = new ArrayList<>();
        parts.add(drawn.loss(new MarginSoftmaxLoss(softmax, new ClassCentres(11, WIDTH, 4), 4)));
        parts.add(drawn.loss(contrastive));
        parts.add(drawn.loss(triplet));
        assertEquals(parts.stream().mapToDouble(Loss::value).sum(), all.value(), 1e-9);
        float[] sum = new float[COUNT * WIDTH];
        parts.forEach(part -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += part.gradients().get(0).data()[i];
            }
        });
        assertArrayEquals(sum, all.gradients().get(0).data(), 1e-6f);
        assertEquals(
                all.value(), all.parts().values().stream().mapToDouble(d -> d).sum(), 1e-9);
    }
}
