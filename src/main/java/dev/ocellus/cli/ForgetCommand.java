package dev.ocellus.cli;

import dev.ocellus.gallery.Forgotten;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.Person;
import dev.ocellus.report.GalleryJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus forget}: removes a person for good. */
@Command(
        name = "forget",
        description = "Removes a person and all faces for good; only an audit line without the name stays.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus forget Ann",
            "      asks first",
            "  ocellus forget '#7k2m9qxd' --yes",
            "      one of two people with the same name, without asking",
            "",
            "Exports, backups and pictures elsewhere are not touched; docs/gallery.md tells what else forgetting cannot reach.",
            "",
            "Exit codes: 0 all done, 1 not done or not yet wholly, 2 wrong usage."
        })
final class ForgetCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Who, by name or by id: '#' and eight letters and digits.")
    private String name;

    @Mixin
    private GalleryOption gallery;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    @Option(names = "--json", description = "Print what was removed as JSON, and nothing else.")
    private boolean json;

    ForgetCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        return GalleryOption.run(spec, () -> {
            try (Gallery opened = Gallery.open(gallery.file())) {
                Person person = opened.find(name);
                if (!yes && !confirmed(person)) {
                    terminal.err().println("Nobody was forgotten.");
                    return Ocellus.FAILED;
                }
                // by the id: the one that was asked about, whoever is enrolled meanwhile
                return tell(opened.forget(Person.ID_SIGN + person.id()));
            }
        });
    }

    private boolean confirmed(Person person) throws IOException {
        if (System.console() == null && !terminal.attached()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Nobody is there to be asked whether to forget %s; say --yes".formatted(person));
        }
        terminal.err().printf("Forget %s for good? Type yes: ", Words.printable(person.toString()));
        terminal.err().flush();
        String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        return answer != null && answer.strip().equalsIgnoreCase("yes");
    }

    private int tell(Forgotten forgotten) throws IOException {
        if (json) {
            GalleryJson.writeForgotten(forgotten, terminal.out());
        } else if (!quiet) {
            terminal.out()
                    .printf(
                            "Forgotten: %s, %s and %s.%n",
                            Words.printable(forgotten.person().toString()),
                            Words.counted(forgotten.faces(), "face", "faces"),
                            Words.counted(forgotten.thumbnails(), "thumbnail", "thumbnails"));
        }
        if (!forgotten.erased()) {
            terminal.err()
                    .println(
                            "Another program is reading the gallery, so the bytes are still in its file; the next command that"
                                    + " changes the gallery erases them, for example the same once more.");
            return Ocellus.FAILED;
        }
        return Ocellus.DONE;
    }
}
