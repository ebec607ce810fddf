package dev.ocellus.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. Exit codes: 0 all done, 1 some inputs rejected or the run failed, 2 wrong usage. */
@Command(
        name = "ocellus",
        description = "Finds things in pictures.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  ocellus detect sample-images",
            "  ocellus doctor datasets/cells",
            "  ocellus enrol Ann ann.jpg",
            "  ocellus identify party.jpg",
            "  ocellus show-data pipelines/train-faces.yaml --data datasets",
            "  ocellus train pipelines/train-faces.yaml --data datasets --out runs/faces",
            "  ocellus evaluate cards --weights runs/cards --part test --out out/cards",
            "  ocellus train-classifier photos --out runs/photos",
            "  ocellus search pipelines/search-classifier.yaml --data photos --out runs/search",
            "  ocellus classify --weights runs/photos/weights new-photos",
            "  ocellus describe resnet-18 --input 64x64x3",
            "  ocellus gradcheck my-network.yaml",
            "  ocellus detect --help",
            "",
            "Exit codes: 0 all done, 1 some inputs rejected, 2 wrong usage."
        })
public final class Ocellus implements Runnable {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    @Spec
    private CommandSpec spec;

    private Ocellus() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(new Terminal(out, err, Terminal.isAttached()), arguments));
    }

    /** Runs a command and gives its exit code. */
    static int run(Terminal terminal, String... arguments) {
        CommandLine commandLine = new CommandLine(new Ocellus())
                .addSubcommand(new DetectCommand(terminal))
                .addSubcommand(new EnrolCommand(terminal))
                .addSubcommand(new VerifyCommand(terminal))
                .addSubcommand(new IdentifyCommand(terminal))
                .addSubcommand(new CalibrateCommand(terminal))
                .addSubcommand(new ShowDataCommand(terminal))
                .addSubcommand(new TrainCommand(terminal))
                .addSubcommand(new TrainLandmarksCommand(terminal))
                .addSubcommand(new TrainFacesCommand(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new SplitCommand(terminal))
                .addSubcommand(new SynthesiseCommand(terminal))
                .addSubcommand(new ConvertCommand(terminal))
                .addSubcommand(new EvaluateCommand(terminal))
                .addSubcommand(new ChooseCommand(terminal))
                .addSubcommand(new TrainClassifierCommand(terminal))
                .addSubcommand(new SearchCommand(terminal))
                .addSubcommand(new ClassifyCommand(terminal))
                .addSubcommand(new DescribeCommand(terminal))
                .addSubcommand(new ImportDl4jCommand(terminal))
                .addSubcommand(new GradcheckCommand(terminal))
                .addSubcommand(new PeopleCommand(terminal))
                .addSubcommand(new ForgetCommand(terminal))
                .addSubcommand(new ReEnrolCommand(terminal))
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new ImportCommand(terminal))
                .addSubcommand(new BenchCommand(terminal))
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, typed) -> wrongUsage(terminal, e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e));
        try {
            return commandLine.execute(arguments);
        } finally {
            terminal.out().flush();
        }
    }

    /** Without a command there is nothing to do: says what there is. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which command? There are "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    private static int wrongUsage(Terminal terminal, ParameterException e) {
        terminal.err().println(e.getMessage());
        CommandLine command = e.getCommandLine();
        if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            terminal.err().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return WRONG_USAGE;
    }

    private static int failed(Terminal terminal, Exception e) {
        terminal.err().println("The run failed: " + (e.getMessage() == null ? e : e.getMessage()));
        return FAILED;
    }
}
