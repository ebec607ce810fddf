package dev.ocellus.network;

import dev.ocellus.files.PendingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A folder of weights: a card and the files that it speaks of. Files are read only through here, so that nobody uses bytes other than those that the
 * card describes.
 *
 * @param path the folder
 * @param card what its {@value ModelCard#FILE} says
 */
public record WeightsFolder(Path path, ModelCard card) {
    /** Name of the network's file. */
    public static final String MODEL = "model.onnx";

    /**
     * Opens a folder and reads its card.
     *
     * @throws IOException where there is no such folder or card, or the card has a mistake; the message says which
     */
    public static WeightsFolder open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IOException("there are no weights in %s: no such folder".formatted(path));
        }
        Path card = path.resolve(ModelCard.FILE);
        if (!Files.isRegularFile(card)) {
            throw new IOException("%s holds no weights: it has no %s".formatted(path, ModelCard.FILE));
        }
        return new WeightsFolder(path, ModelCard.read(card));
    }

    /**
     * The content of one of the card's files, exactly as it was when the card was written.
     *
     * @throws IOException where the card does not know the file, or it is missing or has changed
     */
    public byte[] read(String file) throws IOException {
        String expected = card.files().get(file);
        if (expected == null) {
            throw new IOException("%s names no file '%s'; known are %s"
                    .formatted(path.resolve(ModelCard.FILE), file, card.files().keySet()));
        }
        Path place = path.resolve(file);
        if (!Files.isRegularFile(place)) {
            throw new IOException("%s is missing; %s speaks of it".formatted(place, ModelCard.FILE));
        }
        byte[] content = Files.readAllBytes(place);
        String actual = sha256(content);
        if (!actual.equals(expected)) {
            throw new IOException(
                    "%s is not the file that its card describes (%d bytes, SHA-256 %s, the card says %s); take both from one place"
                            .formatted(place, content.length, actual, expected));
        }
        return content;
    }

    /**
     * Writes files and a card that holds their hashes; other files of the folder stay. The card comes last: whoever opens the folder in between is told
     * that files and card do not fit.
     *
     * @param contents by file name
     */
    public static WeightsFolder write(Path path, ModelCard card, Map<String, byte[]> contents) throws IOException {
        Map<String, String> hashes = new LinkedHashMap<>();
        contents.forEach((file, content) -> hashes.put(file, sha256(content)));
        ModelCard complete = card.withFiles(hashes);
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            PendingFile.write(path.resolve(file.getKey()), file.getValue());
        }
        complete.write(path.resolve(ModelCard.FILE));
        return new WeightsFolder(path, complete);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
