package dev.ocellus.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The program's version as written into its jar by the build. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"ocellus " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
}
