package dev.ocellus.tools;

import dev.ocellus.detect.AnchorBox;
import dev.ocellus.detect.AnchorLevel;
import dev.ocellus.detect.NonMaximumSuppression;
import dev.ocellus.detect.YoloHead;
import dev.ocellus.detect.YoloLayout;
import dev.ocellus.detect.YoloSettings;
import dev.ocellus.detect.YoloTarget;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.Resampling;
import dev.ocellus.loss.SoftmaxCrossEntropy;
import dev.ocellus.loss.TensorLoss;
import dev.ocellus.network.LossFunction;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What stands around the networks, measured by JMH: microseconds of one call, on one thread, as the share of calls that took no longer. {@code tools/bench-parts} starts it. Sizes are those of
 * detecting faces at 640 × 640 and of training on batches of 16.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallParts {
    private static final int SIDE = 640;
    private static final int BATCH = 16;
    private static final int FOUND = 500;
    private static final int CLASSES = 1000;

    private final YoloHead head = new YoloHead(
            new YoloLayout(
                    List.of(
                            new AnchorLevel(8, List.of(new AnchorBox(10, 13), new AnchorBox(20, 26))),
                            new AnchorLevel(16, List.of(new AnchorBox(40, 52), new AnchorBox(70, 91))),
                            new AnchorLevel(32, List.of(new AnchorBox(120, 156), new AnchorBox(220, 286)))),
                    List.of("face")),
            YoloSettings.DEFAULT.withScore(0.3));
    private final NonMaximumSuppression suppression = new NonMaximumSuppression(0.45, false);
    private final Preprocessing preprocessing = new Preprocessing(127.5, 127.5);
    private final Random random = new Random(1);

    private Image photo;
    private Image picture;
    private List<Detection> detections;
    private List<Frame> frame;
    private List<Frame> frames;
    private List<Tensor> outputs;
    private List<Tensor> batchOutputs;
    private YoloTarget target;
    private LossFunction<YoloTarget> loss;
    private Tensor scores;
    private Tensor classes;

    @Setup
    public void draw() {
        photo = noise(new Size(1920, 1080));
        picture = noise(new Size(SIDE, SIDE));
        detections = new ArrayList<>();
        for (int i = 0; i < FOUND; i++) {
            detections.add(new Detection(box(), "face", random.nextDouble()));
        }
        frame = List.of(frame());
        frames = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            frames.add(frame());
        }
        outputs = outputs(1);
        batchOutputs = outputs(BATCH);
        target = head.encode(frames);
        loss = head.loss();
        scores = noise(BATCH, CLASSES, 1, 1);
        classes = Tensor.zeros(BATCH, 1, 1, 1);
        for (int i = 0; i < BATCH; i++) {
            classes.data()[i] = random.nextInt(CLASSES);
        }
    }

    private Frame frame() {
        List<TruthBox> truths = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            truths.add(new TruthBox(box(), "face", false));
        }
        return Frame.of("picture", picture).withTruth(Truth.of(truths));
    }

    /** A face whose middle lies in the picture, 20 to 100 pixels wide. */
    private Box box() {
        double width = 20 + 80 * random.nextDouble();
        double margin = 70;
        double room = SIDE - 2 * margin;
        Point centre = new Point(margin + room * random.nextDouble(), margin + room * random.nextDouble());
        return Box.around(centre, width, 1.3 * width);
    }

    private List<Tensor> outputs(int pictures) {
        List<Tensor> all = new ArrayList<>();
        List<AnchorLevel> levels = head.layout().levels();
        for (int i = 0; i < levels.size(); i++) {
            int cells = SIDE / levels.get(i).stride();
            Tensor output = noise(pictures, head.layout().channels(i), cells, cells);
            for (int j = 0; j < output.size(); j++) {
                output.data()[j] -= 4; // a few per cent of the predictions are above the score
            }
            all.add(output);
        }
        return all;
    }

    private Image noise(Size size) {
        byte[] rgb = new byte[3 * size.width() * size.height()];
        random.nextBytes(rgb);
        return Image.owning(size, rgb);
    }

    private Tensor noise(int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = (float) (1.5 * random.nextGaussian());
        }
        return tensor;
    }

    /** Each of 500 boxes against each. */
    @Benchmark
    public double iouOf250000Pairs() {
        double sum = 0;
        for (Detection one : detections) {
            for (Detection other : detections) {
                sum += one.box().iou(other.box());
            }
        }
        return sum;
    }

    @Benchmark
    public List<Detection> suppressionOf500() {
        return suppression.apply(detections);
    }

    @Benchmark
    public List<Frame> decoding640() {
        return head.decode(outputs, frame);
    }

    @Benchmark
    public YoloTarget encodingOf16() {
        return head.encode(frames);
    }

    @Benchmark
    public LossFunction.Loss detectorLossOf16() {
        return loss.of(batchOutputs, target);
    }

    @Benchmark
    public TensorLoss.Value crossEntropyOf16With1000Classes() {
        return new SoftmaxCrossEntropy().of(scores, classes);
    }

    @Benchmark
    public Tensor preprocessing640() {
        return preprocessing.toBatch(List.of(picture));
    }

    @Benchmark
    public Image resizing1920To640() {
        return Resampling.resize(photo, new Size(640, 360));
    }
}
