package dev.ocellus.app;

import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Dataset;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.PictureHeader;
import dev.ocellus.report.LabelSet;
import dev.ocellus.report.LabelWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Labels of one format, written in another one into a folder of their own. Nothing that was there is changed. */
public final class ConvertLabels {
    private final ConvertRequest request;
    private final DataSource.Format from;
    private final Optional<String> evidence;
    private final ConversionFolder out;

    private ConvertLabels(ConvertRequest request, DataSource.Format from, Optional<String> evidence)
            throws WrongUsageException, IOException {
        this.request = request;
        this.from = from;
        this.evidence = evidence;
        this.out = ConversionFolder.open(request, from);
    }

    /**
     * Looks whether the request can be done.
     *
     * @throws WrongUsageException where a folder is missing or in the way, or where the format is not recognised
     */
    public static ConvertLabels open(ConvertRequest request) throws WrongUsageException, IOException {
        LabelFolder folder = LabelFolder.open(request.labels(), request.pictures(), request.from(), request.corners());
        return new ConvertLabels(request, folder.format(), folder.evidence());
    }

    /** How the labels are written down. */
    public DataSource.Format from() {
        return from;
    }

    /** What the format was recognised by, if it was. */
    public Optional<String> evidence() {
        return evidence;
    }

    /** The file that tells of all findings. */
    public Path notes() {
        return out.notes();
    }

    /** Hears how far a conversion got. */
    public interface Progress {
        /** The labels are read, and so many pictures are to be brought over. */
        void begins(int pictures);

        /** One more picture is done. */
        void pictureDone();
    }

    /**
     * Converts. A conversion that was cut short does the rest when it is run again.
     *
     * @throws IOException where the labels cannot be read at all, or the new ones not written
     */
    public Conversion run(Progress progress) throws IOException {
        Dataset dataset = from.reader(request.corners(), 0)
                .read(request.labels(), request.pictures().orElse(request.labels()));
        progress.begins(dataset.pictures().size());
        out.begin();
        List<Finding> findings = new ArrayList<>(dataset.findings());
        List<LabelSet.Picture> pictures = new ArrayList<>();
        FlatNames names = new FlatNames();
        int turned = 0;
        for (LabelledPicture picture : dataset.pictures()) {
            try {
                PictureHeader header = PictureHeader.of(picture.file());
                String name = names.of(picture.id());
                out.bring(picture.file(), name);
                turned += header.orientation() == 1 ? 0 : 1;
                pictures.add(new LabelSet.Picture(
                        name,
                        header.upright(),
                        Optional.ofNullable(dataset.parts().get(picture.id())),
                        within(picture, header, findings)));
            } catch (PictureHeader.NoPictureException e) {
                findings.add(new Finding(
                        Finding.Kind.UNREADABLE_PICTURE,
                        picture.file(),
                        0,
                        Finding.Loss.PICTURE,
                        "its size cannot be read (" + e.getMessage() + "), left out",
                        "replace or remove the picture"));
            }
            progress.pictureDone();
        }
        LabelSet set = new LabelSet(dataset.name(), classes(dataset), pictures);
        LabelWriter writer = request.to().writer();
        writer.write(set, request.out());
        List<String> losses = new ArrayList<>(writer.losses(set));
        losses.addAll(remarks(set, turned));
        Conversion conversion = conversion(set, findings, losses);
        out.finish(conversion);
        return conversion;
    }

    private List<String> remarks(LabelSet set, int turned) throws IOException {
        List<String> remarks = new ArrayList<>();
        if (turned > 0) {
            remarks.add(
                    ("%d pictures are stored turned and have a mark in EXIF that says so; boxes are in pixels of the"
                                    + " upright picture, and programs that overlook the mark misplace them")
                            .formatted(turned));
        }
        int older = out.picturesBeside(
                set.pictures().stream().map(LabelSet.Picture::fileName).toList());
        if (older > 0) {
            remarks.add("%d pictures of an earlier conversion lie beside those of this one".formatted(older));
        }
        return remarks;
    }

    /** The boxes inside the picture as it is, which may have another size than the labels say. */
    private static List<TruthBox> within(LabelledPicture picture, PictureHeader header, List<Finding> findings) {
        Size size = header.upright();
        if (picture.stated().filter(stated -> !stated.equals(size)).isPresent()) {
            Size stated = picture.stated().get();
            findings.add(new Finding(
                    Finding.Kind.STATED_SIZE,
                    picture.file(),
                    0,
                    Finding.Loss.NOTHING,
                    "the picture is %s, its labels say %s%s"
                            .formatted(
                                    size,
                                    stated,
                                    stated.equals(header.stored()) ? ", as if it had not been turned upright" : ""),
                    "look whether the boxes fit"));
        }
        Truth inside = picture.truth().within(size);
        int lost = picture.truth().boxes().size() - inside.boxes().size();
        if (lost > 0) {
            findings.add(new Finding(
                    Finding.Kind.BOX_OUTSIDE,
                    picture.file(),
                    0,
                    Finding.Loss.BOX,
                    "%d boxes outside the picture of %s, left out".formatted(lost, size),
                    "correct the boxes"));
        }
        return inside.boxes();
    }

    /** The classes that the set lists in its order, then those that it only uses. */
    private static List<String> classes(Dataset dataset) {
        Set<String> used = new TreeSet<>();
        dataset.pictures().forEach(picture -> picture.truth().boxes().forEach(box -> used.add(box.label())));
        Set<String> classes = new LinkedHashSet<>(dataset.classes());
        classes.addAll(used);
        return List.copyOf(classes);
    }

    private static Conversion conversion(LabelSet set, List<Finding> findings, List<String> losses) {
        return new Conversion(
                set.pictures().size(),
                (int) set.pictures().stream()
                        .filter(picture -> picture.boxes().isEmpty())
                        .count(),
                set.pictures().stream()
                        .mapToLong(picture -> picture.boxes().size())
                        .sum(),
                set.classes().size(),
                findings,
                losses);
    }
}
