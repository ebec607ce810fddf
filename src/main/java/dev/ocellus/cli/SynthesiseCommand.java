package dev.ocellus.cli;

import dev.ocellus.app.LabelFolder;
import dev.ocellus.app.SynthesisRequest;
import dev.ocellus.app.SynthesiseSet;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.dataset.SplitList;
import dev.ocellus.report.LabelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ocellus synthesise}: makes labelled pictures of others. */
@Command(
        name = "synthesise",
        description =
                "Cuts labelled objects out of their pictures and lays them on others: a new labelled set for training.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus synthesise cards --backgrounds desks --count 500 --out cards-made",
            "      up to 4 cards on each picture of desks, cut out as soft ellipses; look at cards-made-sheet.png",
            "  ocellus synthesise cards --backgrounds desks --outline grab-cut --to voc --seed 2 --out cards-made-2",
            "      outlines found by colour, labels in VOC's form, another draw",
            "",
            "Objects are taken from training pictures only, where the set or --split says which these are; backgrounds should show none.",
            "The same command makes the same set, also after it was stopped half-way.",
            "",
            "Exit codes: 0 done, 1 some pictures could not be read, 2 wrong usage."
        })
final class SynthesiseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabelOptions labels;

    @Option(
            names = "--backgrounds",
            paramLabel = "DIR",
            required = true,
            description = "Folder of pictures without such objects.")
    private Path backgrounds;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "A new folder for the result.")
    private Path out;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "200",
            description = "Pictures to be made (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            defaultValue = "yolo",
            description = "How labels are written: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LabelFormat to;

    @Option(
            names = "--outline",
            paramLabel = "HOW",
            defaultValue = "ellipse",
            description = "How objects are cut out: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private SynthesisRequest.Outline outline;

    @Option(
            names = "--split",
            paramLabel = "TABLE",
            description = "A table file,part by 'ocellus split' (default: as the set says).")
    private Path split;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "4",
            description = "Objects on a picture at most (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(
            names = "--scale",
            paramLabel = "FROM,TO",
            split = ",",
            defaultValue = "0.6,1.4",
            description = "Size of objects relative to that in their own picture (default: ${DEFAULT-VALUE}).")
    private double[] scale;

    @Option(
            names = "--degrees",
            paramLabel = "D",
            defaultValue = "15",
            description = "By which objects are turned at most (default: ${DEFAULT-VALUE}).")
    private double degrees;

    @Option(names = "--no-mirror", description = "Mirror no object, where left and right differ, as in letters.")
    private boolean noMirror;

    @Option(
            names = "--overlap",
            paramLabel = "PART",
            defaultValue = "0.2",
            description = "How much of an object another may cover, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double overlap;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another number makes another set (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    SynthesiseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        require(count >= 1 && count <= 1_000_000, "--count must be from 1 to 1000000, got " + count);
        require(most >= 1 && most <= 100, "--most must be from 1 to 100, got " + most);
        require(scale.length == 2, "--scale needs two numbers, as in 0.6,1.4");
        require(split == null || Files.isRegularFile(split), "there is no file " + split + " for --split");
        LabelFolder folder = labels.open(spec);
        SplitList list = split == null ? SplitList.EMPTY : SplitList.read(split);
        ProgressBar bar = new ProgressBar(terminal, !quiet, count);
        SynthesiseSet.Result result;
        try {
            SynthesisRequest.Placing placing =
                    new SynthesisRequest.Placing(scale[0], scale[1], degrees, !noMirror, overlap);
            SynthesisRequest request =
                    new SynthesisRequest(folder, list, backgrounds, outline, placing, most, count, seed, to, out);
            result = SynthesiseSet.open(request).run(bar::advance);
        } catch (WrongUsageException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        bar.clear();
        result.passedOver()
                .forEach((file, reason) -> terminal.err().println(Words.printable(file + ": passed over, " + reason)));
        if (!quiet) {
            terminal.out().println("%d pictures in %s".formatted(result.pictures(), out));
            Table table = new Table("lr").line("class", "boxes");
            result.boxes().forEach((label, boxes) -> table.line(Words.printable(label), String.valueOf(boxes)));
            table.print(terminal.out());
            terminal.out().println("Look at " + result.sheet());
        }
        terminal.out().flush();
        return result.passedOver().isEmpty() ? Ocellus.DONE : Ocellus.FAILED;
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
