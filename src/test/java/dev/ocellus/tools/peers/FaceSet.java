package dev.ocellus.tools.peers;

import dev.ocellus.dataset.Corners;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Split;
import dev.ocellus.dataset.SplitShares;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A set of photos whose faces were marked by people. Its development part (15 % by hash of the file name, or of the
 * photo that a cut was made from) is measured, the rest is what a convention is fitted on.
 *
 * @param name in tables
 * @param folder in the folder of all data
 * @param groups table of the photos that cuts were made from; empty where pictures are whole photos
 * @param bare labels of faces without a mask; empty where labels do not tell
 * @param masked labels of faces with a mask; empty where labels do not tell
 * @param leaveOut photos of which another cut or shot is on the other side of the split
 */
record FaceSet(String name, String folder, String groups, Set<String> bare, Set<String> masked, List<String> leaveOut) {
    static final List<FaceSet> ALL = List.of(
            new FaceSet(
                    "EDEN",
                    "face-boxes-eden",
                    "",
                    Set.of("without_mask"),
                    Set.of("with_mask", "mask_worn_incorrectly"),
                    List.of()),
            new FaceSet("web", "face-boxes-web", "", Set.of(), Set.of(), List.of("m0287.jpg", "m0055.jpg")),
            new FaceSet("WIDER crops", "face-boxes-wider-crops", "source.csv", Set.of(), Set.of(), List.of()));

    DataSource.Parts read(Path data) throws IOException {
        DataSource source = new DataSource(
                DataSource.Format.VOC,
                folder,
                1,
                Map.of(),
                null,
                Split.Policy.HASH,
                groups,
                Corners.EDGES,
                0,
                leaveOut,
                null);
        return source.read(data, new SplitShares(0.15, 0));
    }
}
