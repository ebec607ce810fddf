package dev.ocellus.cli;

import dev.ocellus.app.NetworkChoice;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.files.PendingFile;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Shape;
import dev.ocellus.zoo.Description;
import dev.ocellus.zoo.KnownNetwork;
import dev.ocellus.zoo.NetworkFile;
import dev.ocellus.zoo.ShapeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus describe}: a network layer by layer, with shapes, sizes and costs. */
@Command(
        name = "describe",
        description = "Says of each layer of a network what it makes, how many numbers it learns and what it costs.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus describe",
            "      the networks that have a name",
            "  ocellus describe lenet-5",
            "      a known network for its own pictures and classes",
            "  ocellus describe resnet-18 --input 64x64x3 --classes 5 --yaml my-network.yaml",
            "      for other pictures, and written down as a file to change",
            "  ocellus describe my-network.yaml",
            "      a network of your own",
            "",
            "Exit codes: 0 done, 1 the run failed, 2 wrong usage or a mistake in the network."
        })
final class DescribeCommand implements Callable<Integer> {
    private static final double KILOBYTE = 1e3;
    private static final double MEGABYTE = 1e6;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NETWORK",
            arity = "0..1",
            description = "A known network, a network file, or a folder of weights with a network.yaml; "
                    + "without it the known networks are listed.")
    private String network;

    @Option(
            names = "--input",
            paramLabel = "HxWxC",
            converter = ShapeConverter.class,
            description = "Height, width and channels of the pictures (default: the network's own).")
    private Shape input;

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "How many classes a known network tells apart (default: its own number).")
    private Integer classes;

    @Option(names = "--yaml", paramLabel = "FILE", description = "Write the network to this new file, too.")
    private Path yaml;

    @Option(names = "--list", description = "List the known networks.")
    private boolean list;

    DescribeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        require(classes == null || classes >= 1, "--classes must be at least 1, got " + classes);
        if (list || network == null) {
            require(!list || network == null, "--list takes no network");
            require(input == null && classes == null && yaml == null, "Which network? Name one before the options.");
            listKnown();
            return Ocellus.DONE;
        }
        require(yaml == null || !Files.exists(yaml), yaml + " is there already; --yaml writes a new file");
        Graph graph;
        try {
            graph = new NetworkChoice(
                            network,
                            Optional.ofNullable(input),
                            classes == null ? OptionalInt.empty() : OptionalInt.of(classes))
                    .graph();
        } catch (WrongUsageException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        print(Description.of(graph));
        if (yaml != null) {
            PendingFile.write(yaml, NetworkFile.write(graph, comment()));
            terminal.out().println("Written to " + yaml);
        }
        return Ocellus.DONE;
    }

    private String comment() {
        return KnownNetwork.named(network)
                .map(known -> known.publicName() + ": " + known.source())
                .orElse("from " + network);
    }

    private void listKnown() {
        Table table = new Table("llrrl").line("name", "input", "classes", "parameters", "");
        for (KnownNetwork known : KnownNetwork.values()) {
            table.line(
                    known.publicName(),
                    ShapeText.of(known.input()),
                    grouped(known.classes()),
                    grouped(known.graph().parameterCount()),
                    known.source());
        }
        table.print(terminal.out());
    }

    private void print(Description description) {
        Table table = new Table("llrrrrl")
                .line("layer", "kind", "shape", "values", "parameters", "multiplications", "reads")
                .line(
                        Graph.INPUT,
                        "",
                        shape(description.input()),
                        grouped(description.input().size()),
                        "",
                        "",
                        "");
        for (Description.Row row : description.rows()) {
            table.line(
                    row.name(),
                    row.kind(),
                    shape(row.shape()),
                    grouped(row.shape().size()),
                    grouped(row.parameters()),
                    grouped(row.multiplications()),
                    String.join(", ", row.reads()));
        }
        table.line(
                "total",
                "",
                "",
                grouped(description.values()),
                grouped(description.parameters()),
                grouped(description.multiplications()),
                "");
        table.print(terminal.out());
        terminal.out().println();
        terminal.out()
                .println("Shapes are height x width x channels, a single number is a vector; values and multiplications"
                        + " are those of one picture.");
        terminal.out()
                .println("Weights take %s; training with Adam about %s and %s for each picture of a batch."
                        .formatted(
                                memory(description.weightBytes()),
                                memory(description.trainingBytes()),
                                memory(description.trainingBytesPerPicture())));
    }

    private static String shape(Shape shape) {
        return shape.height() == 1 && shape.width() == 1 ? Integer.toString(shape.channels()) : ShapeText.of(shape);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String memory(long bytes) {
        return bytes < MEGABYTE / 10
                ? String.format(Locale.ROOT, "%.1f kB", bytes / KILOBYTE)
                : String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
