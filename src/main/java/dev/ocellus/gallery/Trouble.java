package dev.ocellus.gallery;

import dev.ocellus.gallery.GalleryException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;

/** What SQLite reports, in words that say what to do. */
final class Trouble {
    private static final int PRIMARY = 0xff;
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;

    private static final long MEGABYTE = 1 << 20;

    private Trouble() {}

    static boolean isBusy(SQLException e) {
        int code = e.getErrorCode() & PRIMARY;
        return code == BUSY || code == LOCKED;
    }

    static GalleryException of(Path file, SQLException e) {
        return switch (e.getErrorCode() & PRIMARY) {
            case BUSY, LOCKED ->
                new GalleryException(
                        Kind.BUSY,
                        "%s is in use: another program has been writing to it for too long; try again when it has ended"
                                .formatted(file),
                        e);
            case READONLY, PERM -> readOnly(file, e);
            case CANTOPEN ->
                new GalleryException(Kind.UNWRITABLE, "%s cannot be opened: %s".formatted(file, e.getMessage()), e);
            case FULL ->
                new GalleryException(
                        Kind.UNWRITABLE,
                        "no room is left for %s%s; what was told as enrolled is safe, nothing else was changed. Make room and run the command again"
                                .formatted(file, room(file)),
                        e);
            case IOERR ->
                new GalleryException(
                        Kind.UNWRITABLE,
                        "%s could not be read or written: the disk reports an error (%s)%s"
                                .formatted(file, e.getMessage(), room(file)),
                        e);
            case NOTADB ->
                new GalleryException(
                        Kind.FOREIGN,
                        "%s is no gallery, or its first bytes are damaged. %s".formatted(file, rescue(file)),
                        e);
            default -> damaged(file, words(e), e); // CORRUPT and CONSTRAINT above all
        };
    }

    static GalleryException damaged(Path file, String what, Throwable cause) {
        return new GalleryException(
                Kind.DAMAGED, "the gallery %s is damaged (%s). %s".formatted(file, what, rescue(file)), cause);
    }

    /** SQLite's own words, which its driver puts in brackets behind its own. */
    private static String words(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int bracket = message.lastIndexOf('(');
        return bracket >= 0 && message.endsWith(")") ? message.substring(bracket + 1, message.length() - 1) : message;
    }

    /** Where even saving the rest fails. */
    static GalleryException lost(Path file, GalleryException cause) {
        return new GalleryException(
                Kind.DAMAGED,
                ("nothing can be read of %s any more, it is damaged from end to end. It is left as it is. Take a backup: 'ocellus import BACKUP"
                                + " --gallery NEW.db' reads what 'ocellus export BACKUP' wrote; without one, enrol from the pictures again")
                        .formatted(file),
                cause);
    }

    static GalleryException readOnly(Path file, Throwable cause) {
        return new GalleryException(
                Kind.UNWRITABLE,
                "the gallery %s cannot be written: the file, its folder or its disk is read-only; copy it elsewhere or name another with --gallery FILE"
                        .formatted(file),
                cause);
    }

    /** The reason of an exception about a file, without the file's name where there are words beside it. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such folder";
        }
        return e.getMessage();
    }

    private static String rescue(Path file) {
        return ("It is left as it is. Take a backup: 'ocellus import BACKUP --gallery NEW.db' reads what 'ocellus export BACKUP' wrote;"
                        + " without one, 'ocellus export RESCUED --salvage --gallery %s' saves what can still be read")
                .formatted(file);
    }

    private static String room(Path file) {
        try {
            long free = Files.getFileStore(file.toAbsolutePath()).getUsableSpace();
            return " (%.1f MB free)".formatted((double) free / MEGABYTE);
        } catch (IOException e) {
            return "";
        }
    }
}
