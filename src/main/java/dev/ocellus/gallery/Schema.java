package dev.ocellus.gallery;

import java.util.List;

/** The tables of a gallery. */
final class Schema {
    /** Stands in the file's header, so that a gallery is told from other people's databases: "OCLG". */
    static final int APPLICATION = 0x4f434c47;
    /** Grows with every change of the tables. */
    static final int VERSION = 1;

    static final List<String> STATEMENTS = List.of(
            """
            CREATE TABLE encoder (
                number INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                model_sha256 TEXT NOT NULL,
                preprocessing_sha256 TEXT NOT NULL,
                size INTEGER NOT NULL
            ) STRICT""",
            """
            CREATE TABLE person (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                compared TEXT NOT NULL,
                checksum INTEGER NOT NULL
            ) STRICT""",
            "CREATE INDEX person_by_name ON person (compared)",
            """
            CREATE TABLE face (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                person INTEGER NOT NULL REFERENCES person (number),
                encoder INTEGER NOT NULL REFERENCES encoder (number),
                embedding BLOB NOT NULL,
                embedding_checksum INTEGER NOT NULL,
                picture_sha256 BLOB NOT NULL,
                source TEXT NOT NULL,
                enrolled_at INTEGER NOT NULL,
                box_left REAL NOT NULL, box_top REAL NOT NULL, box_right REAL NOT NULL, box_bottom REAL NOT NULL,
                right_eye_x REAL, right_eye_y REAL, left_eye_x REAL, left_eye_y REAL, nose_x REAL, nose_y REAL,
                right_mouth_x REAL, right_mouth_y REAL, left_mouth_x REAL, left_mouth_y REAL,
                score REAL, eye_distance REAL, sharpness REAL, brightness REAL, turn REAL,
                checksum INTEGER NOT NULL,
                UNIQUE (person, picture_sha256)
            ) STRICT""",
            // apart from the faces, whose rows are read in one go
            """
            CREATE TABLE thumbnail (
                face INTEGER PRIMARY KEY REFERENCES face (number),
                png BLOB NOT NULL,
                checksum INTEGER NOT NULL
            ) STRICT""",
            """
            CREATE TABLE audit (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                at INTEGER NOT NULL,
                action TEXT NOT NULL,
                people INTEGER NOT NULL,
                faces INTEGER NOT NULL
            ) STRICT""",
            """
            CREATE TRIGGER audit_stays BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'audit lines stay'); END""",
            """
            CREATE TRIGGER audit_is_true BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'audit lines stay'); END""",
            """
            CREATE TABLE calibration (
                number INTEGER PRIMARY KEY CHECK (number = 1),
                distance REAL NOT NULL,
                margin REAL NOT NULL,
                false_match_rate REAL NOT NULL,
                false_match_bound REAL NOT NULL,
                impostor_pairs INTEGER NOT NULL,
                calibrated_on TEXT NOT NULL,
                at INTEGER NOT NULL
            ) STRICT""",
            """
            CREATE TABLE calibration_rate (
                distance REAL PRIMARY KEY,
                false_match_rate REAL NOT NULL,
                bound REAL NOT NULL
            ) STRICT""",
            // removals: so that those who hold faces in memory see that some are gone; erasing: bytes of removed ones
            // may still be in the file
            """
            CREATE TABLE state (
                number INTEGER PRIMARY KEY CHECK (number = 1),
                removals INTEGER NOT NULL,
                erasing INTEGER NOT NULL
            ) STRICT""",
            "INSERT INTO state VALUES (1, 0, 0)",
            "PRAGMA application_id = " + APPLICATION,
            "PRAGMA user_version = " + VERSION);

    private Schema() {}
}
