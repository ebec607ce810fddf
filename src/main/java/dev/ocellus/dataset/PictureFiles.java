package dev.ocellus.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a folder, told apart by the ends of their names. */
final class PictureFiles {
    private static final Set<String> PICTURES =
            Set.of("jpg", "jpeg", "png", "bmp", "gif", "webp", "tif", "tiff", "pgm", "ppm", "pnm");

    private PictureFiles() {}

    /** The pictures directly in a folder, by name. */
    static List<Path> in(Path folder) throws IOException {
        return ending(folder, PICTURES);
    }

    /** The files directly in a folder whose names end in one of the given extensions, by name. */
    static List<Path> ending(Path folder, Set<String> extensions) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> extensions.contains(extension(file)) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    /** Whether a file's name ends as those of pictures do. */
    static boolean isNamedLikePicture(Path file) {
        return PICTURES.contains(extension(file));
    }

    /** The first of the folders that is there, or the folder itself. */
    static Path firstFolder(Path folder, String... names) {
        return Stream.of(names)
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(folder);
    }

    /** The file's name without its extension. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The path of a file relative to a folder, with forward slashes. */
    static String id(Path folder, Path file) {
        Path path = file.startsWith(folder)
                ? folder.relativize(file)
                : folder.toAbsolutePath()
                        .normalize()
                        .relativize(file.toAbsolutePath().normalize());
        return path.toString().replace('\\', '/');
    }

    /** What follows the last dot of the name, in lower case. */
    static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
