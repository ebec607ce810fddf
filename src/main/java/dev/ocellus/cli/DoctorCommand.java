package dev.ocellus.cli;

import dev.ocellus.app.LabelFolder;
import dev.ocellus.dataset.SplitList;
import dev.ocellus.examine.Examination;
import dev.ocellus.report.ExaminationJson;
import dev.ocellus.report.FindingTable;
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

/** {@code ocellus doctor}: tells what is odd about labelled pictures. */
@Command(
        name = "doctor",
        description = "Reads all labels and pictures of a folder and tells what is odd about them. Changes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus doctor cards",
            "      recognises the format of the labels in cards/ and tells the first findings of each kind",
            "  ocellus doctor cards --csv findings.csv",
            "      all findings as a table: kind, cost, file, line, what it is, what to do",
            "  ocellus doctor cards --json --strict",
            "      for a script: JSON, and exit code 1 where anything at all was found",
            "",
            "Exit codes: 0 nothing is lost, 1 boxes or pictures cannot be used, 2 wrong usage."
        })
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabelOptions labels;

    @Option(
            names = "--split",
            paramLabel = "TABLE",
            description =
                    "A table file,part by 'ocellus split' that says what pictures are for (default: as the set says).")
    private Path split;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write all findings to this table.")
    private Path csv;

    @Option(names = "--json", description = "Print all findings as JSON, and nothing else.")
    private boolean json;

    @Option(names = "--all", description = "Print all findings, not only the first ones of each kind.")
    private boolean all;

    @Option(names = "--strict", description = "Exit with 1 also where something odd costs nothing.")
    private boolean strict;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many pictures are looked at at once (default: as many as there are processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--quiet", description = "Say nothing but what costs boxes or pictures.")
    private boolean quiet;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 1, got " + threads);
        }
        LabelFolder folder = labels.open(spec);
        if (csv != null
                && csv.toAbsolutePath()
                        .normalize()
                        .startsWith(folder.labels().toAbsolutePath().normalize())) {
            throw new ParameterException(
                    spec.commandLine(), "--csv must lie outside " + folder.labels() + ", where nothing is changed");
        }
        if (split != null && !Files.isRegularFile(split)) {
            throw new ParameterException(spec.commandLine(), "there is no file " + split + " for --split");
        }
        SplitList list = split == null ? SplitList.EMPTY : SplitList.read(split);
        ExaminationLog log = new ExaminationLog(terminal, quiet || json, all);
        log.recognised(folder);
        Examination examination = Examination.of(
                new Examination.Subject(folder.format(), folder.reader(), folder.labels(), folder.pictures(), list),
                threads,
                log);
        if (csv != null) {
            FindingTable.write(examination.findings(), csv);
        }
        if (json) {
            log.clear();
            ExaminationJson.write(folder.format(), examination, terminal.out());
        } else {
            log.end(examination);
        }
        boolean failed = examination.rejects().total() > 0
                || strict && !examination.findings().isEmpty();
        return failed ? Ocellus.FAILED : Ocellus.DONE;
    }
}
