package dev.ocellus.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ocellus.gallery.EncoderIdentity;
import dev.ocellus.gallery.Exported;
import dev.ocellus.gallery.FaceEntry;
import dev.ocellus.gallery.Forgotten;
import dev.ocellus.gallery.Imported;
import dev.ocellus.gallery.NewFace;
import dev.ocellus.gallery.Person;
import dev.ocellus.gallery.PersonEntry;
import dev.ocellus.gallery.ReEnrolled;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** What is in a gallery, and what was done to it, as JSON. Embeddings and thumbnails are left to the export. */
public final class GalleryJson {
    private GalleryJson() {}

    /** Writes the fields of an object. */
    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    public static void writePeople(List<PersonEntry> people, Optional<EncoderIdentity> encoder, OutputStream out)
            throws IOException {
        write(out, json -> {
            if (encoder.isPresent()) {
                json.writeObjectFieldStart("encoder");
                json.writeStringField("name", encoder.get().name());
                json.writeStringField("model-sha256", encoder.get().modelSha256());
                json.writeStringField("preprocessing-sha256", encoder.get().preprocessingSha256());
                json.writeNumberField("size", encoder.get().size());
                json.writeEndObject();
            }
            json.writeArrayFieldStart("people");
            for (PersonEntry entry : people) {
                json.writeStartObject();
                writeFields(json, entry.person());
                json.writeNumberField("faces", entry.faces());
                json.writeNumberField("thumbnails", entry.thumbnails());
                json.writeStringField("since", entry.since().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** @param faces of one person, at least one */
    public static void writeFaces(List<FaceEntry> faces, OutputStream out) throws IOException {
        write(out, json -> {
            writeFields(json, faces.get(0).person());
            json.writeArrayFieldStart("faces");
            for (FaceEntry entry : faces) {
                NewFace face = entry.face();
                json.writeStartObject();
                json.writeStringField("source", face.source());
                json.writeStringField("picture-sha256", face.pictureSha256());
                json.writeStringField("enrolled-at", entry.enrolledAt().toString());
                json.writeBooleanField("thumbnail", face.thumbnail().isPresent());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    public static void writeForgotten(Forgotten forgotten, OutputStream out) throws IOException {
        write(out, json -> {
            writeFields(json, forgotten.person());
            json.writeNumberField("faces", forgotten.faces());
            json.writeNumberField("thumbnails", forgotten.thumbnails());
            json.writeBooleanField("erased", forgotten.erased());
        });
    }

    public static void writeExported(Exported exported, OutputStream out) throws IOException {
        write(out, json -> {
            json.writeNumberField("people", exported.people());
            json.writeNumberField("faces", exported.faces());
            json.writeNumberField("thumbnails", exported.thumbnails());
            json.writeNumberField("lost", exported.lost());
        });
    }

    public static void writeImported(Imported imported, OutputStream out) throws IOException {
        write(out, json -> {
            write(json, "new-people", imported.newPeople());
            json.writeNumberField("known-people", imported.knownPeople());
            json.writeNumberField("added", imported.added());
            json.writeNumberField("already-there", imported.alreadyThere());
            write(json, "renumbered", imported.renumbered());
            write(json, "same-names", imported.sameNames());
            json.writeBooleanField("calibrated", imported.calibrated());
        });
    }

    /** @param lacking whose faces are not all kept, and who therefore were in the way or lost some */
    public static void writeReEnrolled(ReEnrolled done, List<PersonEntry> lacking, OutputStream out)
            throws IOException {
        write(out, json -> {
            json.writeNumberField("people", done.people());
            json.writeNumberField("faces", done.faces());
            json.writeNumberField("removed-faces", done.removedFaces());
            write(json, "removed-people", done.removedPeople());
            json.writeArrayFieldStart("without-thumbnails");
            for (PersonEntry entry : lacking) {
                json.writeStartObject();
                writeFields(json, entry.person());
                json.writeNumberField("faces", entry.faces() - entry.thumbnails());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("calibration-removed", done.calibrationRemoved());
        });
    }

    private static void write(JsonGenerator json, String name, List<Person> people) throws IOException {
        json.writeArrayFieldStart(name);
        for (Person person : people) {
            json.writeStartObject();
            writeFields(json, person);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeFields(JsonGenerator json, Person person) throws IOException {
        json.writeStringField("id", person.id());
        json.writeStringField("name", person.name());
    }

    private static void write(OutputStream out, Fields fields) throws IOException {
        JsonGenerator json = JsonLines.to(out);
        json.writeStartObject();
        fields.writeTo(json);
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush(); // the stream is the caller's, who closes it
    }
}
