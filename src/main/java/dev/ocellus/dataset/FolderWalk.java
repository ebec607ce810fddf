package dev.ocellus.dataset;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;

/** All files below a folder. Links are followed, but not round in circles; what is hidden is passed over. */
final class FolderWalk extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Predicate<Path> wanted;
    private final List<Path> files = new ArrayList<>();

    private FolderWalk(Path folder, Predicate<Path> wanted) {
        this.folder = folder;
        this.wanted = wanted;
    }

    /**
     * The wanted files, by path.
     *
     * @throws IOException naming the file or folder that cannot be opened
     */
    static List<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
        return files(folder, Integer.MAX_VALUE, wanted);
    }

    /** The wanted files that are at most so many folders deep; 1 is the folder itself. */
    static List<Path> files(Path folder, int depth, Predicate<Path> wanted) throws IOException {
        FolderWalk walk = new FolderWalk(folder, wanted);
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, walk);
        walk.files.sort(null);
        return List.copyOf(walk.files);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path child, BasicFileAttributes attributes) {
        return hidden(child) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && !hidden(file) && wanted.test(file)) {
            files.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof FileSystemLoopException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    private boolean hidden(Path path) {
        return !path.equals(folder) && path.getFileName().toString().startsWith(".");
    }
}
