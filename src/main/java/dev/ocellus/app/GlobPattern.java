package dev.ocellus.app;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for files, for shells that do not expand it or users who quote it: {@code *} and {@code ?} within a name, {@code **} for any number of
 * folders, also none, {@code [a-z]} and {@code {jpg,png}}.
 *
 * @param folder the part before the first special sign, absolute
 */
record GlobPattern(Path folder, PathMatcher matcher) {

    /** The pattern that is written here; empty where nothing special is in it, its folder is not there, or it is malformed. */
    static Optional<GlobPattern> of(String written) {
        String slashed = written.replace(FileSystems.getDefault().getSeparator(), "/");
        int special = indexOfSpecial(slashed);
        if (special < 0) {
            return Optional.empty();
        }
        int cut = slashed.lastIndexOf('/', special) + 1;
        Path folder = Path.of(slashed.substring(0, cut)).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        // Java lets ** stand for at least one folder; users expect that it may stand for none
        String pattern = slashed.substring(cut).replace("**/", "{**/,}");
        try {
            return Optional.of(new GlobPattern(folder, FileSystems.getDefault().getPathMatcher("glob:" + pattern)));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    boolean matches(Path path) {
        return matcher.matches(folder.relativize(path));
    }

    private static int indexOfSpecial(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("*?[{".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
