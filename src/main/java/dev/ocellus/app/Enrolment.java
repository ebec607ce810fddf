package dev.ocellus.app;

import dev.ocellus.frame.Embedding;
import dev.ocellus.frame.Identity;
import dev.ocellus.gallery.EncoderIdentity;
import dev.ocellus.gallery.Enrolled;
import dev.ocellus.gallery.Enrollee;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.GalleryException;
import dev.ocellus.gallery.Match;
import dev.ocellus.gallery.NewFace;
import dev.ocellus.gallery.Person;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import dev.ocellus.report.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes faces of one person after the other to a gallery, or only tries, and says what is odd about each: whom it looks like, and whom it does not. */
final class Enrolment {
    /** Faces as near as this show the same moment; what they tell the gallery is nothing new. */
    static final double SAME_PICTURE = 0.02;

    private static final int NEAREST = 3;

    private final Optional<Gallery> gallery;
    private final EncoderIdentity encoder;
    private final Optional<MatchRule> rule;
    private final EnrolRequest.Mode mode;
    private final boolean dryRun;
    /** Those to whom this run gave faces already, by the name that the user gave them. */
    private final Map<String, Person> begun = new HashMap<>();
    /** What a trial would have written. */
    private final List<Tried> tried = new ArrayList<>();

    private record Tried(String name, Embedding embedding) {}

    /**
     * What is told of a face.
     *
     * @param enrolled whose it is now
     * @param warnings what is odd
     * @param notes what is good to know
     */
    record Told(Identity enrolled, List<Reason> warnings, List<Reason> notes) {
        /** The result of the face's picture with this. */
        PictureResult applied(PictureResult result) {
            return new PictureResult(
                    result.name(),
                    warnings.isEmpty() ? result.status() : Status.WARNING,
                    result.size(),
                    result.detections().stream()
                            .map(face -> face.withIdentity(enrolled))
                            .toList(),
                    result.classification(),
                    Stream.of(warnings, result.reasons(), notes)
                            .flatMap(List::stream)
                            .toList(),
                    result.milliseconds());
        }
    }

    Enrolment(
            Optional<Gallery> gallery,
            EncoderIdentity encoder,
            Optional<MatchRule> rule,
            EnrolRequest.Mode mode,
            boolean dryRun) {
        this.gallery = gallery;
        this.encoder = encoder;
        this.rule = rule;
        this.mode = mode;
        this.dryRun = dryRun;
    }

    /**
     * Does nothing where a name or id leads to one person or can become a new one.
     *
     * @throws GalleryException where several people have the name, or nobody the id
     */
    void requirePerson(String name) throws GalleryException {
        if (gallery.isPresent() && mode != EnrolRequest.Mode.NEW_PERSON) {
            if (name.startsWith(Person.ID_SIGN) || gallery.get().named(name).size() > 1) {
                gallery.get().find(name);
            }
        }
    }

    /** Enrols faces of one person, all or none. */
    List<Told> enrol(String name, List<NewFace> faces) throws GalleryException {
        Optional<Person> known = known(name);
        List<List<Reason>> warnings = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            warnings.add(warnings(name, known, faces.subList(0, i), faces.get(i).embedding()));
        }
        if (dryRun) {
            faces.forEach(face -> tried.add(new Tried(name, face.embedding())));
            Identity would = identity(name, known.map(Person::id).orElse(""));
            return warnings.stream().map(odd -> new Told(would, odd, List.of())).toList();
        }
        Enrolled enrolled = write(name, known, faces);
        begun.put(name, enrolled.person());
        Identity now = identity(enrolled.person().name(), enrolled.person().id());
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            told.add(
                    enrolled.outcomes().get(i) == Enrolled.Outcome.ADDED
                            ? new Told(now, warnings.get(i), List.of())
                            : new Told(
                                    now,
                                    List.of(),
                                    List.of(new Reason(
                                            "ALREADY_ENROLLED",
                                            "this very picture was enrolled before; nothing added"))));
        }
        return told;
    }

    private Enrolled write(String name, Optional<Person> known, List<NewFace> faces) throws GalleryException {
        Gallery into = gallery.orElseThrow();
        Enrollee enrollee = known.isPresent()
                ? new Enrollee.Known(known.get().id())
                : mode == EnrolRequest.Mode.NEW_PERSON ? new Enrollee.Another(name) : new Enrollee.Named(name);
        return mode == EnrolRequest.Mode.REPLACE && !begun.containsKey(name)
                ? into.replace(enrollee, encoder, faces)
                : into.enrol(enrollee, encoder, faces);
    }

    /** The person to whom the faces come, where that is somebody who is enrolled. */
    private Optional<Person> known(String name) throws GalleryException {
        if (begun.containsKey(name)) {
            return Optional.of(begun.get(name));
        }
        if (mode == EnrolRequest.Mode.NEW_PERSON || gallery.isEmpty()) {
            return Optional.empty();
        }
        return name.startsWith(Person.ID_SIGN) || !gallery.get().named(name).isEmpty()
                ? Optional.of(gallery.get().find(name))
                : Optional.empty();
    }

    private static Identity identity(String name, String id) {
        return new Identity(Identity.Decision.KNOWN, List.of(new Identity.Candidate(name, id, 0)), Optional.empty());
    }

    private List<Reason> warnings(String name, Optional<Person> known, List<NewFace> before, Embedding face)
            throws GalleryException {
        List<Match> enrolled = gallery.isPresent() && gallery.get().encoder().isPresent()
                ? gallery.get().nearest(encoder, face, NEAREST)
                : List.of();
        double own = before.stream()
                .mapToDouble(other -> other.embedding().distance(face))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        boolean replaced = mode == EnrolRequest.Mode.REPLACE && !begun.containsKey(name);
        if (known.isPresent() && !replaced) {
            for (Embedding other : gallery.orElseThrow().embeddings(encoder, known.get())) {
                own = Math.min(own, other.distance(face));
            }
        }
        for (Tried other : tried) {
            if (other.name().equals(name)) {
                own = Math.min(own, other.embedding().distance(face));
            }
        }
        List<Reason> warnings = new ArrayList<>();
        if (own <= SAME_PICTURE) {
            warnings.add(new Reason(
                    "NEAR_DUPLICATE",
                    "hardly another picture than one of %s before: distance %s".formatted(name, number(own))));
        }
        if (rule.isPresent()) {
            if (Double.isFinite(own) && !rule.get().matches(own)) {
                warnings.add(new Reason(
                        "UNLIKE",
                        "does not look like the other pictures of %s: the nearest is %s away, more than %s"
                                .formatted(name, number(own), number(rule.get().distance()))));
            }
            // in a large gallery some stranger always matches, but hardly ever better than the person's own pictures
            double nearestOwn = own;
            otherPerson(name, known, enrolled, face)
                    .filter(match -> rule.get().matches(match.distance()) && match.distance() < nearestOwn)
                    .ifPresent(match -> warnings.add(looksLike(match)));
        }
        return warnings;
    }

    /** Somebody else, and how near. */
    private record Other(String name, double distance) {}

    private Optional<Other> otherPerson(String name, Optional<Person> known, List<Match> enrolled, Embedding face) {
        Stream<Other> inGallery = enrolled.stream()
                .filter(match -> known.isEmpty() || !match.person().equals(known.get()))
                .map(match -> new Other(match.person().toString(), match.distance()));
        Stream<Other> inTrial = tried.stream()
                .filter(other -> !other.name().equals(name))
                .map(other -> new Other(other.name(), other.embedding().distance(face)));
        return Stream.concat(inGallery, inTrial).min(Comparator.comparingDouble(Other::distance));
    }

    private Reason looksLike(Other other) {
        String rate = rule.flatMap(here -> here.falseMatch(other.distance()))
                .map(match -> "; of two different people, " + Percent.atMost(match) + " are so near")
                .orElse("");
        return new Reason(
                "LOOKS_LIKE",
                "looks like the already enrolled %s: distance %s%s"
                        .formatted(other.name(), number(other.distance()), rate));
    }

    private static String number(double distance) {
        return String.format(Locale.ROOT, "%.2f", distance);
    }
}
