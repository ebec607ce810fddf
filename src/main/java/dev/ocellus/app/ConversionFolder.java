package dev.ocellus.app;

import dev.ocellus.app.ConvertRequest.PictureHandling;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.files.PendingFile;
import dev.ocellus.report.LabelWriter;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder that a conversion makes. A file of notes in it says what it holds, so that the same conversion may be run again, and no other one may
 * write there.
 */
final class ConversionFolder {
    private static final String NOTES = "ocellus-convert.txt";

    private final OwnFolder own;
    private final Path folder;
    private final PictureHandling handling;

    private ConversionFolder(OwnFolder own, PictureHandling handling) {
        this.own = own;
        this.folder = own.path();
        this.handling = handling;
    }

    /**
     * Looks whether a conversion may go there.
     *
     * @throws WrongUsageException where the folder holds something else, or lies in a folder that is read
     */
    static ConversionFolder open(ConvertRequest request, DataSource.Format from)
            throws WrongUsageException, IOException {
        String what = "Labels of %s (%s) as %s, made by ocellus convert"
                .formatted(request.labels().toRealPath(), from, request.to());
        List<Path> reads = List.of(request.labels(), request.pictures().orElse(request.labels()));
        return new ConversionFolder(OwnFolder.open(request.out(), reads, NOTES, what), request.handling());
    }

    Path notes() {
        return own.notes();
    }

    /** Marks the folder before anything else goes there. */
    void begin() throws IOException {
        own.begin();
    }

    /** Puts a picture beside the labels, unless it is there already. */
    void bring(Path picture, String name) throws IOException {
        Path target = folder.resolve(LabelWriter.PICTURES).resolve(name);
        switch (handling) {
            case COPY -> {
                if (!isCopy(picture, target)) {
                    PendingFile.write(target, part -> Files.copy(picture, part, StandardCopyOption.COPY_ATTRIBUTES));
                }
            }
            case LINK -> {
                if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                    link(target, picture.toRealPath());
                }
            }
            case NONE -> {} // it stays where it is
        }
    }

    private static boolean isCopy(Path picture, Path target) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.size(target) == Files.size(picture)
                && Files.getLastModifiedTime(target).equals(Files.getLastModifiedTime(picture));
    }

    private static void link(Path target, Path picture) throws IOException {
        Files.createDirectories(target.getParent());
        try {
            Files.createSymbolicLink(target, picture);
        } catch (UnsupportedOperationException e) {
            throw new FileSystemException(target.toString(), null, "no links can be made there; copy the pictures");
        }
    }

    /** How many pictures lie there that are none of these. */
    int picturesBeside(Collection<String> names) throws IOException {
        Path pictures = folder.resolve(LabelWriter.PICTURES);
        if (!Files.isDirectory(pictures)) {
            return 0;
        }
        Set<String> known = Set.copyOf(names);
        try (Stream<Path> files = Files.list(pictures)) {
            return (int) files.filter(file -> !known.contains(file.getFileName().toString()))
                    .count();
        }
    }

    /** Writes down what was found. */
    void finish(Conversion conversion) throws IOException {
        own.finish(Stream.of(
                        Stream.of("%d pictures, %d of them showing nothing; %d boxes of %d classes"
                                .formatted(
                                        conversion.pictures(),
                                        conversion.empty(),
                                        conversion.boxes(),
                                        conversion.classes())),
                        conversion.losses().stream(),
                        conversion.findings().stream().map(Object::toString))
                .flatMap(lines -> lines)
                .toList());
    }
}
