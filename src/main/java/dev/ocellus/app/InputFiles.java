package dev.ocellus.app;

import dev.ocellus.report.Reason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The inputs of a run, found once and in an order that depends on nothing but their names: as given, and within a folder by path.
 *
 * <p>A folder gives what is named like a picture, of whatever kind it is; files with other names are counted, hidden ones are passed over. A file given
 * by name or by a pattern is taken whatever it is called. Nothing is listed twice.
 *
 * @param files what is to be searched
 * @param skipped how many files in the folders are not named like pictures
 */
public record InputFiles(List<InputFile> files, int skipped) {
    private static final Set<String> EXTENSIONS = Set.of(
            "jpg",
            "jpeg",
            "jpe",
            "jfif",
            "png",
            "apng",
            "gif",
            "webp",
            "bmp",
            "dib",
            "tif",
            "tiff",
            "pgm",
            "ppm",
            "pnm",
            // not read, but their owners want to know that
            "heic",
            "heif",
            "avif",
            "jxl",
            "jp2");

    public InputFiles {
        files = List.copyOf(files);
    }

    /**
     * Finds the inputs.
     *
     * @param arguments folders, files and patterns such as <code>photos/**&#47;*.jpg</code>
     * @param recursive whether folders are searched to the bottom
     * @param excluded a folder that is never entered, where the results go
     * @throws WrongUsageException where an argument leads to nothing
     */
    public static InputFiles find(List<String> arguments, boolean recursive, Path excluded)
            throws WrongUsageException, IOException {
        Search search = new Search(excluded.toAbsolutePath().normalize());
        List<Path> roots = new ArrayList<>();
        for (String argument : arguments) {
            Optional<Path> path = ExistingPath.of(argument);
            if (path.isPresent()) {
                Path start = path.get().toAbsolutePath().normalize();
                if (Files.isDirectory(start)) {
                    roots.add(start);
                    search.folder(start, recursive);
                } else {
                    roots.add(start.getParent());
                    search.add(start, Optional.empty());
                }
            } else {
                GlobPattern pattern = GlobPattern.of(argument)
                        .orElseThrow(() -> new WrongUsageException("there is no file or folder '" + argument + "'"));
                roots.add(pattern.folder());
                search.pattern(argument, pattern);
            }
        }
        return search.named(common(roots));
    }

    /** The deepest folder that holds all the given ones. */
    private static Optional<Path> common(List<Path> folders) {
        Path common = folders.get(0);
        for (Path folder : folders) {
            while (common != null && !folder.startsWith(common)) {
                common = common.getParent();
            }
        }
        return Optional.ofNullable(common);
    }

    /** Gathers what the arguments lead to. */
    private static final class Search {
        private final Path excluded;
        private final Map<Path, Optional<Reason>> found = new LinkedHashMap<>();
        private int skipped;

        Search(Path excluded) {
            this.excluded = excluded;
        }

        void add(Path file, Optional<Reason> refusal) {
            found.putIfAbsent(file, refusal);
        }

        void folder(Path folder, boolean recursive) throws IOException {
            Map<Path, Optional<Reason>> here = new TreeMap<>(Comparator.comparing(Path::toString));
            walk(folder, recursive ? Integer.MAX_VALUE : 1, (path, refusal) -> {
                if (isNamedLikePicture(path) || refusal.isPresent()) {
                    here.put(path, refusal);
                } else if (!Files.isDirectory(path)) {
                    skipped++;
                }
            });
            here.forEach(this::add);
        }

        void pattern(String argument, GlobPattern pattern) throws IOException, WrongUsageException {
            Map<Path, Optional<Reason>> here = new TreeMap<>(Comparator.comparing(Path::toString));
            walk(pattern.folder(), Integer.MAX_VALUE, (path, refusal) -> {
                if (pattern.matches(path) && !Files.isDirectory(path)) {
                    here.put(path, refusal);
                }
            });
            if (here.isEmpty()) {
                throw new WrongUsageException("no file matches '" + argument + "'");
            }
            here.forEach(this::add);
        }

        private void walk(Path start, int depth, Visitor visitor) throws IOException {
            Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    if (folder.equals(start)) {
                        return FileVisitResult.CONTINUE;
                    }
                    if (isHidden(folder) || folder.equals(excluded)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    visitor.visit(folder, Optional.empty());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!isHidden(file) && !file.equals(excluded)) {
                        visitor.visit(file, Optional.empty());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
                    if (path.equals(start)) {
                        throw failure;
                    }
                    if (!isHidden(path)) {
                        visitor.visit(path, Optional.of(refusal(failure)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }

        private static Reason refusal(IOException failure) {
            if (failure instanceof FileSystemLoopException) {
                return new Reason("UNREADABLE", "a link that leads back to a folder above it");
            }
            String why = failure instanceof FileSystemException detail && detail.getReason() != null
                    ? detail.getReason()
                    : failure.getClass().getSimpleName();
            return new Reason("UNREADABLE", "the file cannot be opened: " + why);
        }

        InputFiles named(Optional<Path> base) {
            List<InputFile> files = new ArrayList<>();
            found.forEach((path, refusal) -> {
                Path relative = base.map(b -> b.relativize(path)).orElse(path);
                files.add(new InputFile(
                        relative.toString().replace(path.getFileSystem().getSeparator(), "/"), path, refusal));
            });
            return new InputFiles(files, skipped);
        }
    }

    /** Takes what is met on a walk. */
    private interface Visitor {
        void visit(Path path, Optional<Reason> refusal);
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static boolean isNamedLikePicture(Path path) {
        String name = path.getFileName().toString();
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
