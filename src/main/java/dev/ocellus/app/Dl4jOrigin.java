package dev.ocellus.app;

import dev.ocellus.network.Shape;
import dev.ocellus.network.dl4j.Dl4jModel;
import dev.ocellus.network.dl4j.ZooArchitecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a network of DL4J comes from; in words, the name of the file or architecture. */
public sealed interface Dl4jOrigin {
    /** The network. */
    Dl4jModel open(Optional<Shape> input) throws WrongUsageException, IOException;

    /** Of what decides its numbers, 64 hexadecimal digits. */
    String sha256() throws IOException;

    /** Whether it has learned anything, as far as anybody here can know. */
    boolean trained();

    /** A model that was saved by DL4J. */
    record SavedModel(Path file) implements Dl4jOrigin {
        @Override
        public Dl4jModel open(Optional<Shape> input) throws IOException {
            return Dl4jModel.read(file);
        }

        @Override
        public String sha256() throws IOException {
            MessageDigest digest = digest();
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        }

        @Override
        public boolean trained() {
            return true;
        }

        @Override
        public String toString() {
            return file.getFileName().toString();
        }
    }

    /**
     * An architecture of DL4J's zoo, untrained.
     *
     * @param classes how many it tells apart
     * @param seed of the starting weights
     */
    record Untrained(ZooArchitecture architecture, int classes, long seed) implements Dl4jOrigin {
        @Override
        public Dl4jModel open(Optional<Shape> input) throws WrongUsageException {
            return Dl4jModel.untrained(
                    architecture,
                    input.orElseThrow(() -> new WrongUsageException(
                            "an architecture needs the input that it is to see, such as --input 224x224x3")),
                    classes,
                    seed);
        }

        @Override
        public String sha256() {
            return Dl4jOrigin.sha256(
                    "%s %d %d".formatted(architecture, classes, seed).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean trained() {
            return false;
        }

        @Override
        public String toString() {
            return architecture + ", untrained";
        }
    }

    /** @throws WrongUsageException naming those there are, where there is none of that name */
    static Dl4jOrigin untrained(String architecture, int classes, long seed) throws WrongUsageException {
        return new Untrained(
                Arrays.stream(ZooArchitecture.values())
                        .filter(known -> known.toString().equals(architecture))
                        .findFirst()
                        .orElseThrow(() -> new WrongUsageException("DL4J's zoo has no '%s'; known are %s"
                                .formatted(architecture, String.join(", ", architectures())))),
                classes,
                seed);
    }

    /** Names of the architectures. */
    static List<String> architectures() {
        return Arrays.stream(ZooArchitecture.values())
                .map(ZooArchitecture::toString)
                .collect(Collectors.toList());
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
