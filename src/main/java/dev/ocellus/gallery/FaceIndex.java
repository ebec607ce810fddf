package dev.ocellus.gallery;

import dev.ocellus.frame.Embedding;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The faces of a gallery in memory, as they were at one moment. Immutable.
 *
 * @param encoder what made them
 * @param matrix their embeddings
 * @param people by their numbers
 * @param last the largest number of a face
 * @param removals how often something had been removed
 */
record FaceIndex(EncoderIdentity encoder, FaceMatrix matrix, Map<Integer, Person> people, long last, long removals) {
    FaceIndex {
        people = Map.copyOf(people);
    }

    /**
     * The faces as they are now: the ones before where nothing changed; with more rows where some were added; read anew where some were removed.
     * Looks at the tables and not at SQLite's count of changes, which does not count those of the own connection.
     */
    static FaceIndex current(
            Optional<FaceIndex> before, EncoderIdentity encoder, PeopleTable people, FaceTable faces, Records records)
            throws SQLException, GalleryException {
        long removals = records.removals();
        Optional<FaceIndex> start =
                before.filter(index -> index.removals == removals && index.encoder.agreesWith(encoder));
        long last = faces.last();
        if (start.isPresent() && start.get().last == last) {
            return start.get();
        }
        FaceMatrix.Growth growth = start.map(FaceIndex::matrix)
                .orElse(FaceMatrix.empty(encoder.size()))
                .plus();
        faces.embeddingsAfter(start.map(FaceIndex::last).orElse(0L), encoder.size(), growth::add);
        Map<Integer, Person> byNumber = new HashMap<>();
        for (PeopleTable.Numbered person : people.all()) {
            byNumber.put(person.number(), person.person());
        }
        return new FaceIndex(encoder, growth.matrix(), byNumber, last, removals);
    }

    List<Match> nearest(Embedding probe, int most) {
        return matrix.nearest(probe, most).stream()
                .map(hit -> new Match(people.get(hit.person()), hit.face(), hit.distance()))
                .toList();
    }
}
