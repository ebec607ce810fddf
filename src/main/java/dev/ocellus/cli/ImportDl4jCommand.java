package dev.ocellus.cli;

import dev.ocellus.app.Dl4jOrigin;
import dev.ocellus.app.ImportDl4j;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Shape;
import dev.ocellus.zoo.Description;
import dev.ocellus.zoo.ShapeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus import-dl4j}: a network of Deeplearning4j becomes a folder of weights. */
@Command(
        name = "import-dl4j",
        description =
                "Brings a network of Deeplearning4j over: its layers, its weights, and an ONNX file that gives the "
                        + "same outputs, which is checked before anything is written.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus import-dl4j model.zip --out weights --input 64x64x3",
            "      a saved MultiLayerNetwork or ComputationGraph; the weights go to weights/model",
            "  ocellus import-dl4j keras.h5 --out weights --name birds --mean 127.5 --scale 127.5",
            "      what Keras 2 saved, as far as DL4J's importer knows its layers; it saw pixels from -1 to 1",
            "  ocellus import-dl4j --zoo resnet50 --classes 10 --input 160x160x3 --out weights",
            "      an architecture of DL4J's zoo, untrained, to train further",
            "",
            "A model file is read by DL4J's own reader: bring over only models of people you trust.",
            "",
            "Exit codes: 0 done, 1 the network could not be brought over, 2 wrong usage."
        })
final class ImportDl4jCommand implements Callable<Integer> {
    private static final int DEFAULT_CLASSES = 1000;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..1",
            description = "A model.zip as DL4J's ModelSerializer saves it, or a whole model.h5 of Keras 1 or 2.")
    private Path model;

    @Option(
            names = "--zoo",
            paramLabel = "NAME",
            description =
                    "Instead of a model: an untrained architecture of DL4J's zoo, such as lenet, resnet50 or xception.")
    private String zoo;

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "With --zoo: how many classes it tells apart (default: " + DEFAULT_CLASSES + ").")
    private Integer classes;

    @Option(
            names = "--input",
            paramLabel = "HxWxC",
            converter = ShapeConverter.class,
            description = "Height, width and channels of what it sees; needed unless the model tells, which few do.")
    private Shape input;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Gets a folder with the weights.")
    private Path out;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Of the weights and their folder (default: that of the model or architecture).")
    private String name;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "X",
            description =
                    "The pixel value that the network sees as 0, one number or three for red, green, blue (default: 0).")
    private List<Double> mean = List.of(0.0);

    @Option(
            names = "--scale",
            split = ",",
            paramLabel = "X",
            description = "How many pixel values are 1 for the network, one number or three (default: 255).")
    private List<Double> scale = List.of(255.0);

    @Option(
            names = "--bgr",
            description = "The network learned from blue, green, red, as DL4J's NativeImageLoader gives them; "
                    + "the first layer is turned round to see red, green, blue.")
    private boolean blueFirst;

    @Option(names = "--labels", paramLabel = "FILE", description = "What its outputs stand for, one a line.")
    private Path labels;

    @Option(
            names = "--licence",
            paramLabel = "SPDX",
            description = "Of the weights, as their maker gave it (default: unknown).")
    private String licence;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    ImportDl4jCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        require((model == null) != (zoo == null), "Which network? Give a MODEL or --zoo NAME, one of them.");
        require(model == null || Files.isRegularFile(model), "there is no file " + model);
        require(zoo != null || classes == null, "--classes is for --zoo; a model has its own");
        require(classes == null || classes >= 1, "--classes must be at least 1, got " + classes);
        require(labels == null || Files.isRegularFile(labels), "there is no file " + labels);
        try {
            print(new ImportDl4j(
                            origin(),
                            Optional.ofNullable(input),
                            name(),
                            preprocessing(),
                            blueFirst,
                            labels == null ? List.of() : Files.readAllLines(labels),
                            Optional.ofNullable(licence),
                            out)
                    .run());
            return Ocellus.DONE;
        } catch (WrongUsageException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Dl4jOrigin origin() throws WrongUsageException {
        return zoo == null
                ? new Dl4jOrigin.SavedModel(model)
                : Dl4jOrigin.untrained(zoo, classes == null ? DEFAULT_CLASSES : classes, 1);
    }

    private String name() {
        String given = name == null ? zoo : name;
        if (given == null) {
            given = model.getFileName().toString().replaceFirst("\\.(zip|h5|hdf5)$", "");
        }
        require(given.matches("[^/\\\\.][^/\\\\]*"), "--name must be the plain name of a folder, got '" + given + "'");
        return given;
    }

    private Preprocessing preprocessing() {
        try {
            return new Preprocessing(mean, scale);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--mean, --scale: " + e.getMessage(), e);
        }
    }

    private void print(ImportDl4j.Outcome outcome) {
        outcome.notes().forEach(note -> terminal.err().println("Note: " + note + "."));
        if (quiet) {
            return;
        }
        Description description = Description.of(outcome.graph());
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%d layers for %s, %,d parameters, %,d multiplications a picture.",
                        description.rows().size(),
                        ShapeText.of(description.input()),
                        description.parameters(),
                        description.multiplications()));
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "On random numbers DL4J and the exported network differ by %.1e at most, where outputs reach %.3g.",
                        outcome.difference(),
                        outcome.largest()));
        terminal.out()
                .println("Written to %s; 'ocellus describe %s' shows the layers."
                        .formatted(outcome.folder(), outcome.folder()));
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
