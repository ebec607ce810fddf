package dev.ocellus.app;

import dev.ocellus.classify.Classifier;
import dev.ocellus.dataset.ClassFolders;
import dev.ocellus.dataset.ClassPictures;
import dev.ocellus.dataset.ClassPictures.Picture;
import dev.ocellus.dataset.Part;
import dev.ocellus.evaluate.Confusion;
import dev.ocellus.frame.Classification;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.PictureFit;
import dev.ocellus.learn.ActivationCache;
import dev.ocellus.learn.FitListener;
import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Network;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.report.ConfusionReport;
import dev.ocellus.report.CurveChart;
import dev.ocellus.report.FileList;
import dev.ocellus.report.MistakeSheet;
import dev.ocellus.train.ClassifierFile;
import dev.ocellus.train.ClassifierPlan;
import dev.ocellus.train.ClassifierTraining;
import dev.ocellus.train.TransferStart;
import dev.ocellus.zoo.KnownNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Trains a classifier on a folder of labelled pictures and writes its weights, its curves and what it takes for what.
 *
 * @param data the folder, see {@link ClassFolders}
 * @param file what to do
 * @param from folder of weights to start from
 * @param freezeUpTo name of the layer up to which nothing is learned any more; only with {@code from}
 * @param cachedVariants of how many forms of each picture what the frozen layers say is kept on disk; 0 for none; only with {@code freezeUpTo}
 * @param out gets checkpoint, curves and the folder {@value #WEIGHTS}
 * @param engines what trains and runs the network; decoding takes as many threads
 */
public record TrainClassifier(
        Path data,
        ClassifierFile file,
        Optional<Path> from,
        Optional<String> freezeUpTo,
        int cachedVariants,
        Path out,
        LocalEngines engines) {
    /** Name of the weights' folder in the out folder. */
    public static final String WEIGHTS = "weights";

    private static final int BATCH = 32;

    /** Hears how the training goes. */
    public interface Progress extends FitListener, ActivationCache.Listener {
        /** The pictures are read, and the network is made. */
        void read(ClassPictures pictures, Graph graph, Optional<TransferStart> start);
    }

    /**
     * What came of a training.
     *
     * @param training the course
     * @param confusions what was taken for what, of each part that has pictures
     * @param files what was written, the folder of the weights first
     */
    public record Outcome(ClassifierTraining.Result training, Map<Part, Confusion> confusions, List<Path> files) {}

    /**
     * Trains to the end, going on from a checkpoint in the out folder if there is one.
     *
     * @throws WrongUsageException where the data, the network or the weights to start from cannot be used
     * @throws IOException where files cannot be read or written, or a checkpoint is of another training
     */
    public Outcome run(Progress progress) throws WrongUsageException, IOException, InterruptedException {
        requireApart(data, out);
        ClassPictures pictures = pictures();
        ClassifierTraining training = training(pictures);
        progress.read(pictures, training.graph(), training.start());
        Files.createDirectories(out);
        FileList.write(pictures.outcomes(), out.resolve("files.csv"));
        ClassifierTraining.Result result = training.run(engines, progress, progress);
        ClassifierCard card = new ClassifierCard(file, engines.training(), pictures, training, result);
        byte[] model = engines.export(result.answering(), result.parameters(), card.metadata());
        Map<Part, List<MistakeSheet.Answer>> answers = answers(pictures, engines, model, card.input());
        Map<Part, Confusion> confusions = new EnumMap<>(Part.class);
        answers.forEach((part, of) -> confusions.put(part, confusion(pictures.labels(), of)));
        List<Path> files = new ArrayList<>();
        files.add(writeWeights(card.card(confusions), result, model));
        files.addAll(writeReports(result, confusions, answers));
        return new Outcome(result, confusions, files);
    }

    /** Results among the pictures would be taken for pictures the next time. */
    static void requireApart(Path data, Path out) throws WrongUsageException {
        if (out.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            throw new WrongUsageException(
                    "the results must not lie among the pictures in %s; choose another folder with --out"
                            .formatted(data));
        }
    }

    private ClassPictures pictures() throws WrongUsageException, IOException, InterruptedException {
        ClassifierPlan plan = file.plan();
        PictureFit fit = plan.fit();
        ClassPictures pictures = ClassPictures.load(
                ClassFolders.read(data, plan.shares()),
                new ImageReader(),
                image -> fit.apply(image, plan.inputSize()),
                engines.threads());
        if (pictures.labels().size() < 2) {
            throw new WrongUsageException(
                    "%s has usable pictures of %s; a classifier needs a folder for each of two classes or more, with pictures in them%s"
                            .formatted(
                                    data,
                                    pictures.labels().isEmpty()
                                            ? "no class"
                                            : "one class only, '"
                                                    + pictures.labels().get(0) + "'",
                                    pictures.outcomes().stream()
                                            .filter(outcome -> !outcome.reason().isEmpty())
                                            .limit(3)
                                            .map(outcome -> System.lineSeparator() + "  " + outcome)
                                            .reduce("", String::concat)));
        }
        return pictures;
    }

    private ClassifierTraining training(ClassPictures pictures) throws WrongUsageException, IOException {
        int classes = pictures.labels().size();
        if (from.isEmpty()) {
            return training(pictures, graph(classes), Optional.empty());
        }
        if (cachedVariants == 1 && !file.augmentations().isEmpty()) {
            throw new WrongUsageException(
                    "a cache keeps one form of each picture, but pictures change at random in each epoch:"
                            + " give --augment none, or keep several forms with --cache 8");
        }
        try {
            LearnedNetwork learned = LearnedNetwork.open(from.get());
            boolean own = file.plan().network().equals(from.get().toString());
            Graph graph = own ? learned.classifier(file.plan().inputShape(), classes) : graph(classes);
            TransferStart start = TransferStart.of(
                    from.get().toString(),
                    learned.parameters(),
                    learned.preprocessing(),
                    graph,
                    freezeUpTo,
                    cachedVariants);
            return training(pictures, graph, Optional.of(start));
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongUsageException(e.getMessage());
        }
    }

    private ClassifierTraining training(ClassPictures pictures, Graph graph, Optional<TransferStart> start)
            throws WrongUsageException {
        try {
            return new ClassifierTraining(file, pictures, graph, start, out);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(e.getMessage());
        }
    }

    private Graph graph(int classes) throws WrongUsageException, IOException {
        String network = file.plan().network();
        boolean known = KnownNetwork.named(network).isPresent();
        return new NetworkChoice(
                        network,
                        Optional.of(file.plan().inputShape()),
                        known ? OptionalInt.of(classes) : OptionalInt.empty())
                .graph();
    }

    private static Map<Part, List<MistakeSheet.Answer>> answers(
            ClassPictures pictures, Engines engines, byte[] model, ModelCard.Input input) {
        Map<Part, List<MistakeSheet.Answer>> answers = new EnumMap<>(Part.class);
        try (Network network = engines.open(model)) {
            Classifier classifier = new Classifier(network, input, pictures.labels());
            for (Part part : Part.values()) {
                List<Picture> of = pictures.parts().get(part);
                if (!of.isEmpty()) {
                    answers.put(part, answers(classifier, of));
                }
            }
        }
        return answers;
    }

    private static List<MistakeSheet.Answer> answers(Classifier classifier, List<Picture> pictures) {
        List<MistakeSheet.Answer> answers = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i += BATCH) {
            List<Picture> batch = pictures.subList(i, Math.min(i + BATCH, pictures.size()));
            List<Classification> said =
                    classifier.classifyFitted(batch.stream().map(Picture::image).toList());
            for (int j = 0; j < batch.size(); j++) {
                String truth = classifier.labels().get(batch.get(j).label());
                answers.add(new MistakeSheet.Answer(batch.get(j).image(), truth, said.get(j)));
            }
        }
        return answers;
    }

    private static Confusion confusion(List<String> labels, List<MistakeSheet.Answer> answers) {
        return new Confusion(
                labels,
                answers.stream()
                        .mapToInt(answer -> labels.indexOf(answer.truth()))
                        .toArray(),
                answers.stream()
                        .mapToInt(answer -> labels.indexOf(answer.said().best().label()))
                        .toArray());
    }

    private Path writeWeights(ModelCard card, ClassifierTraining.Result result, byte[] model) throws IOException {
        Path folder = out.resolve(WEIGHTS);
        Files.createDirectories(folder);
        WeightsFolder.write(folder, card, ClassifierCard.contents(result, model, folder));
        return folder;
    }

    private List<Path> writeReports(
            ClassifierTraining.Result result,
            Map<Part, Confusion> confusions,
            Map<Part, List<MistakeSheet.Answer>> answers)
            throws IOException {
        List<Path> files = new ArrayList<>();
        Path curves = out.resolve("curves.png");
        CurveChart.write(result.history(), curves);
        files.add(curves);
        Part last = last(confusions);
        Path table = out.resolve("confusion.csv");
        ConfusionReport.writeCsv(confusions.get(last), table);
        files.add(table);
        Path picture = out.resolve("confusion.png");
        ConfusionReport.writePicture(confusions.get(last), "confusion, " + last + " part", picture);
        files.add(picture);
        Path mistakes = out.resolve("mistakes.png");
        if (MistakeSheet.write(answers.get(last), mistakes)) {
            files.add(mistakes);
        }
        return files;
    }

    /** The part that says most about pictures never seen. */
    public static Part last(Map<Part, Confusion> confusions) {
        return confusions.keySet().stream().reduce((first, second) -> second).orElseThrow();
    }
}
