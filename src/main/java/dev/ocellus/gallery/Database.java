package dev.ocellus.gallery;

import dev.ocellus.gallery.GalleryException.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The SQLite file of a gallery: opening, transactions, and what went wrong in words. Not for several threads at once. */
final class Database implements AutoCloseable {
    /** What a gallery is opened for. */
    enum Access {
        READ,
        /** Reading, and where the file was cut off what is before that can be read. */
        SALVAGE,
        WRITE,
        /** Writing, and the file is made where there is none. */
        CREATE
    }

    /** How long one waits for other programs that write. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path file;
    private final Connection connection;

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static Database open(Path file, Access access, Duration patience) throws GalleryException {
        boolean writable = prepare(file, access);
        Connection connection;
        try {
            connection = DriverManager.getConnection(url(file, writable));
        } catch (SQLException e) {
            throw Trouble.of(file, e);
        }
        Database database = new Database(file, connection);
        try {
            database.execute("PRAGMA busy_timeout = " + patience.toMillis());
            database.configure(access);
            return database;
        } catch (SQLException e) {
            database.closeQuietly();
            throw Trouble.of(file, e);
        } catch (GalleryException e) {
            database.closeQuietly();
            throw e;
        }
    }

    Path file() {
        return file;
    }

    /** Work on the database. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException, GalleryException;
    }

    /** Runs work that sees one state of the file throughout. */
    <T> T reading(Work<T> work) throws GalleryException {
        try {
            execute("BEGIN");
            return work.run();
        } catch (SQLException e) {
            throw Trouble.of(file, e);
        } finally {
            rollBack(); // there is nothing to commit, and a damaged file refuses to
        }
    }

    /** Runs work whose changes are all made, and on the disk for good when this returns, or none of them. */
    <T> T writing(Work<T> work) throws GalleryException {
        boolean done = false;
        try {
            execute("BEGIN IMMEDIATE");
            T result = work.run();
            execute("COMMIT");
            done = true;
            return result;
        } catch (SQLException e) {
            throw Trouble.of(file, e);
        } finally {
            if (!done) {
                rollBack();
            }
        }
    }

    private void rollBack() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // what went wrong before is told already, and SQLite may have rolled back by itself
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one number that a query gives. */
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /**
     * Writes the file anew without what was removed from it, and empties the log beside it.
     *
     * @return whether nothing is left; not so where another program reads the file all the time
     */
    boolean compact() throws GalleryException {
        try {
            execute("VACUUM");
            return number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        } catch (SQLException e) {
            if (Trouble.isBusy(e)) {
                return false;
            }
            throw Trouble.of(file, e);
        }
    }

    @Override
    public void close() throws GalleryException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw Trouble.of(file, e);
        }
    }

    private void closeQuietly() {
        try {
            connection.close();
        } catch (SQLException e) {
            // why it could not be opened is told
        }
    }

    /** Makes the file where it shall be made; tells whether it can be written. */
    private static boolean prepare(Path file, Access access) throws GalleryException {
        try {
            if (access == Access.CREATE && !Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                create(file);
            }
        } catch (IOException e) {
            throw new GalleryException(
                    Kind.UNWRITABLE,
                    "the gallery %s cannot be made: %s; choose another place with --gallery FILE"
                            .formatted(file, Trouble.reason(e)),
                    e);
        }
        if (!Files.exists(file)) {
            throw new GalleryException(
                    Kind.MISSING,
                    "there is no gallery %s; 'ocellus enrol NAME PICTURES' makes one, --gallery FILE names another"
                            .formatted(file));
        }
        if (!Files.isRegularFile(file)) {
            throw new GalleryException(Kind.FOREIGN, "%s is no file, so no gallery".formatted(file));
        }
        boolean writable =
                Files.isWritable(file) && Files.isWritable(file.toAbsolutePath().getParent());
        if (!writable && access != Access.READ && access != Access.SALVAGE) {
            throw Trouble.readOnly(file, null);
        }
        return writable;
    }

    /** Only its owner may read it: faces are nobody else's business. */
    private static void create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, attributes);
        } catch (FileAlreadyExistsException e) {
            // another program made it just now
        }
    }

    private static String url(Path file, boolean writable) {
        // as an address, in which every sign of a name can be written
        return "jdbc:sqlite:" + file.toUri().toASCIIString() + (writable ? "" : "?immutable=1");
    }

    private void configure(Access access) throws SQLException, GalleryException {
        execute("PRAGMA foreign_keys = ON");
        execute("PRAGMA trusted_schema = OFF");
        if (access == Access.READ || access == Access.SALVAGE) {
            if (access == Access.SALVAGE) {
                execute("PRAGMA writable_schema = ON"); // else SQLite refuses files that are shorter than their header
                // says
            }
            requireOurs();
            execute("PRAGMA query_only = ON");
            return;
        }
        execute("PRAGMA synchronous = FULL");
        execute("PRAGMA secure_delete = ON");
        if (access == Access.CREATE && isBlank()) {
            execute("PRAGMA journal_mode = WAL");
            writing(() -> {
                if (isBlank()) {
                    for (String statement : Schema.STATEMENTS) {
                        execute(statement);
                    }
                }
                return null;
            });
        }
        requireOurs();
    }

    private boolean isBlank() throws SQLException {
        return number("PRAGMA user_version") == 0 && number("SELECT count(*) FROM sqlite_master") == 0;
    }

    private void requireOurs() throws SQLException, GalleryException {
        long version = number("PRAGMA user_version");
        if (number("PRAGMA application_id") != Schema.APPLICATION) {
            throw isBlank()
                    ? new GalleryException(
                            Kind.MISSING,
                            "%s is empty: nobody is enrolled; 'ocellus enrol NAME PICTURES' does that".formatted(file))
                    : new GalleryException(
                            Kind.FOREIGN,
                            "%s is a database, but no gallery; --gallery FILE names another file".formatted(file));
        }
        if (version > Schema.VERSION) {
            throw new GalleryException(
                    Kind.FOREIGN,
                    "%s is a gallery of version %d, and this program knows versions up to %d; use a newer one"
                            .formatted(file, version, Schema.VERSION));
        }
    }
}
