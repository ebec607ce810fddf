package dev.ocellus.gallery;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The small tables: encoder, calibration, audit and state. Every method runs within a transaction of its caller's. */
final class Records {
    private final Database database;

    Records(Database database) {
        this.database = database;
    }

    /** What made the faces of the gallery, with its number. */
    record Numbered(int number, EncoderIdentity encoder) {}

    Optional<Numbered> encoder() throws SQLException, GalleryException {
        try (PreparedStatement select = database.prepare(
                        "SELECT number, name, model_sha256, preprocessing_sha256, size FROM encoder ORDER BY number DESC LIMIT 1");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Numbered(
                        row.getInt(1),
                        new EncoderIdentity(row.getString(2), row.getString(3), row.getString(4), row.getInt(5))));
            } catch (IllegalArgumentException e) {
                throw Trouble.damaged(database.file(), e.getMessage(), e);
            }
        }
    }

    Numbered addEncoder(EncoderIdentity encoder) throws SQLException {
        try (PreparedStatement insert = database.prepare(
                "INSERT INTO encoder (name, model_sha256, preprocessing_sha256, size) VALUES (?, ?, ?, ?) RETURNING number")) {
            insert.setString(1, encoder.name());
            insert.setString(2, encoder.modelSha256());
            insert.setString(3, encoder.preprocessingSha256());
            insert.setInt(4, encoder.size());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new Numbered(row.getInt(1), encoder);
            }
        }
    }

    void removeEncoder(int number) throws SQLException {
        database.execute("DELETE FROM encoder WHERE number = " + number);
    }

    void audit(AuditLine line) throws SQLException {
        try (PreparedStatement insert =
                database.prepare("INSERT INTO audit (at, action, people, faces) VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, line.at().toEpochMilli());
            insert.setString(2, line.action());
            insert.setInt(3, line.people());
            insert.setInt(4, line.faces());
            insert.executeUpdate();
        }
    }

    List<AuditLine> audit() throws SQLException {
        List<AuditLine> lines = new ArrayList<>();
        try (PreparedStatement select =
                        database.prepare("SELECT at, action, people, faces FROM audit ORDER BY number");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                lines.add(new AuditLine(
                        Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getInt(3), row.getInt(4)));
            }
        }
        return lines;
    }

    Optional<Calibration> calibration() throws SQLException, GalleryException {
        List<Calibration.Rate> curve = new ArrayList<>();
        try (PreparedStatement rates = database.prepare(
                        "SELECT distance, false_match_rate, bound FROM calibration_rate ORDER BY distance");
                ResultSet rate = rates.executeQuery();
                PreparedStatement select = database.prepare(
                        "SELECT distance, margin, false_match_rate, false_match_bound, impostor_pairs, calibrated_on, at FROM calibration");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            while (rate.next()) {
                curve.add(new Calibration.Rate(rate.getDouble(1), rate.getDouble(2), rate.getDouble(3)));
            }
            return Optional.of(new Calibration(
                    row.getDouble(1),
                    row.getDouble(2),
                    row.getDouble(3),
                    row.getDouble(4),
                    row.getLong(5),
                    row.getString(6),
                    Instant.ofEpochMilli(row.getLong(7)),
                    curve));
        } catch (IllegalArgumentException e) {
            throw Trouble.damaged(database.file(), "its calibration: " + e.getMessage(), e);
        }
    }

    void removeCalibration() throws SQLException {
        database.execute("DELETE FROM calibration");
        database.execute("DELETE FROM calibration_rate");
    }

    void replaceCalibration(Calibration calibration) throws SQLException {
        removeCalibration();
        try (PreparedStatement insert = database.prepare("INSERT INTO calibration VALUES (1, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setDouble(1, calibration.distance());
            insert.setDouble(2, calibration.margin());
            insert.setDouble(3, calibration.falseMatchRate());
            insert.setDouble(4, calibration.falseMatchBound());
            insert.setLong(5, calibration.impostorPairs());
            insert.setString(6, calibration.on());
            insert.setLong(7, calibration.at().toEpochMilli());
            insert.executeUpdate();
        }
        try (PreparedStatement insert = database.prepare("INSERT OR REPLACE INTO calibration_rate VALUES (?, ?, ?)")) {
            for (Calibration.Rate rate : calibration.curve()) {
                insert.setDouble(1, rate.distance());
                insert.setDouble(2, rate.falseMatchRate());
                insert.setDouble(3, rate.bound());
                insert.executeUpdate();
            }
        }
    }

    /** How often something was removed so far. */
    long removals() throws SQLException {
        return database.number("SELECT removals FROM state");
    }

    /** Tells those who hold faces in memory, and whoever opens the file next in case this run is killed, that something was removed. */
    void countRemoval() throws SQLException {
        database.execute("UPDATE state SET removals = removals + 1, erasing = 1");
    }

    boolean isErasing() throws SQLException {
        return database.number("SELECT erasing FROM state") != 0;
    }

    void endErasing() throws SQLException {
        database.execute("UPDATE state SET erasing = 0");
    }
}
