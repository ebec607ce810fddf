package dev.ocellus.cli;

import dev.ocellus.app.LabelFolder;
import dev.ocellus.dataset.Dataset;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.Part;
import dev.ocellus.dataset.Rejects;
import dev.ocellus.dataset.SplitList;
import dev.ocellus.dataset.SplitShares;
import dev.ocellus.dataset.StratifiedSplit;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.report.SplitFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ocellus split}: settles what pictures are for. */
@Command(
        name = "split",
        description = "Settles which labelled pictures are learnt from and which are held back, and writes that down.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus split cards --out cards-split.csv",
            "      60, 20 and 20 % for train, dev and test, or less held back of more than 10,000 pictures",
            "  ocellus split cuts --groups cuts/source.csv --train-dev --out cuts-split.csv",
            "      cuts of one photo stay together; as many as for dev are held back that are like the training part",
            "  ocellus split cards --keep cards-split.csv --out cards-split.csv",
            "      after new pictures came: those that are in the list stay where they are",
            "  ocellus split cards --dev 0.1 --test 0 --out lists/",
            "      a folder of lists train.txt and val.txt, as in VOC's ImageSets/Main",
            "",
            "The same pictures always fall alike. No picture is moved. A training takes the table by 'split: given' and 'groups: TABLE'.",
            "",
            "Exit codes: 0 done, 1 some boxes or pictures cannot be used, 2 wrong usage."
        })
final class SplitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabelOptions labels;

    @Option(
            names = "--out",
            paramLabel = "PLACE",
            required = true,
            description =
                    "A table file,part,group where it ends in .csv, else a folder for a list of each part; may be repeated.")
    private List<Path> outs;

    @Option(
            names = "--dev",
            paramLabel = "SHARE",
            description = "Part of the pictures for dev, 0 to 1 (default: by their number).")
    private Double development;

    @Option(
            names = "--test",
            paramLabel = "SHARE",
            description = "Part of the pictures for test (default: as --dev by their number).")
    private Double test;

    @Option(
            names = "--train-dev",
            arity = "0..1",
            paramLabel = "SHARE",
            fallbackValue = "-1",
            description =
                    "Also hold back this part from training, to tell overfitting from other data (without a number: as many as for dev).")
    private Double trainDevelopment;

    @Option(
            names = "--groups",
            paramLabel = "TABLE",
            description = "A table file,group: pictures of one group stay together (default: each picture for itself).")
    private Path groups;

    @Option(
            names = "--keep",
            paramLabel = "TABLE",
            description = "A table of an earlier split: its pictures stay where they are.")
    private Path keep;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    SplitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        LabelFolder folder = labels.open(spec);
        SplitList together = table(groups, "--groups");
        SplitList kept = table(keep, "--keep");
        Dataset dataset = folder.read();
        Map<String, Part> parts =
                StratifiedSplit.of(dataset, together, shares(dataset.pictures().size()), kept);
        for (Path out : outs) {
            if (out.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
                SplitFiles.writeTable(dataset, parts, together, out);
            } else {
                SplitFiles.writeLists(dataset, parts, out);
            }
        }
        if (!quiet) {
            print(dataset, parts);
        }
        long rejected = Rejects.of(dataset.findings()).total();
        if (rejected > 0) {
            terminal.err()
                    .println("%s are left out; 'ocellus doctor %s' tells of each"
                            .formatted(Rejects.of(dataset.findings()), labels.labels()));
        }
        terminal.out().flush();
        return rejected > 0 ? Ocellus.FAILED : Ocellus.DONE;
    }

    private SplitList table(Path file, String option) throws IOException {
        if (file == null) {
            return SplitList.EMPTY;
        }
        require(Files.isRegularFile(file), "there is no file " + file + " for " + option);
        return SplitList.read(file);
    }

    private SplitShares shares(int pictures) {
        SplitShares usual = SplitShares.forPictures(pictures);
        double dev = development == null ? usual.development() : development;
        double held = test == null ? usual.test() : test;
        double like = trainDevelopment == null ? 0 : trainDevelopment == -1 ? dev : trainDevelopment;
        try {
            return new SplitShares(dev, held, like);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--dev, --test and --train-dev must be at least 0 and below 1 together, got %s, %s and %s"
                            .formatted(dev, held, like),
                    e);
        }
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private void print(Dataset dataset, Map<String, Part> parts) {
        Map<Part, Integer> pictures = new EnumMap<>(Part.class);
        Map<String, Map<Part, Integer>> boxes = new TreeMap<>();
        for (LabelledPicture picture : dataset.pictures()) {
            Part part = parts.get(picture.id());
            pictures.merge(part, 1, Integer::sum);
            for (TruthBox box : picture.truth().boxes()) {
                boxes.computeIfAbsent(box.label(), label -> new EnumMap<>(Part.class))
                        .merge(part, 1, Integer::sum);
            }
        }
        List<Part> shown =
                Arrays.stream(Part.values()).filter(pictures::containsKey).toList();
        Table table = new Table("l" + "r".repeat(shown.size()));
        List<String> head = new ArrayList<>(List.of(""));
        shown.forEach(part -> head.add(part.toString()));
        table.line(head.toArray(String[]::new));
        table.line(line("pictures", pictures, shown));
        boxes.forEach((label, counts) -> table.line(line("boxes of " + Words.printable(label), counts, shown)));
        table.print(terminal.out());
        outs.forEach(out -> terminal.out().println("Written: " + out));
    }

    private static String[] line(String name, Map<Part, Integer> counts, List<Part> shown) {
        List<String> line = new ArrayList<>(List.of(name));
        shown.forEach(part -> line.add(String.valueOf(counts.getOrDefault(part, 0))));
        return line.toArray(String[]::new);
    }
}
