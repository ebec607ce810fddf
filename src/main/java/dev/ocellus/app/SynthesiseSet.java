package dev.ocellus.app;

import dev.ocellus.augment.Pasting;
import dev.ocellus.dataset.Dataset;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.Part;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.image.ContactSheet;
import dev.ocellus.image.Cutout;
import dev.ocellus.image.Drawing;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.report.LabelSet;
import dev.ocellus.report.LabelWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Makes labelled pictures of others: objects cut out of them, laid on pictures of something else. Classes are drawn equally often. The n-th picture
 * is a function of the request and n alone, so that a run that was cut short and is begun again makes the same set.
 */
public final class SynthesiseSet {
    private static final String NOTES = "ocellus-synthesise.txt";
    private static final int JPEG_QUALITY = 95;
    private static final int SHEET_PICTURES = 24;
    private static final int SHEET_COLUMNS = 6;
    private static final int SHEET_SIDE = 240;

    /** Objects lower or narrower than this, in pixels, are not worth cutting out. */
    private static final double LEAST_SIDE = 12;

    private final SynthesisRequest request;
    private final Pasting pasting;
    private final OwnFolder out;
    private final PictureDecoder decoder = PictureDecoder.of(new ImageReader());

    /** An object of a picture. */
    private record Source(LabelledPicture picture, Box box) {}

    /**
     * What was made.
     *
     * @param pictures how many
     * @param boxes how many objects are on them, by class
     * @param sheet some of them with their boxes, to be looked at
     * @param passedOver files that could not be decoded, with the reason
     */
    public record Result(int pictures, Map<String, Integer> boxes, Path sheet, Map<Path, String> passedOver) {}

    /** Hears of each picture that is made. */
    @FunctionalInterface
    public interface Progress {
        void pictureDone();
    }

    private SynthesiseSet(SynthesisRequest request, Pasting pasting, OwnFolder out) {
        this.request = request;
        this.pasting = pasting;
        this.out = out;
    }

    /**
     * Looks whether the request can be done.
     *
     * @throws WrongUsageException where a folder is missing or in the way, or a number makes no sense
     */
    public static SynthesiseSet open(SynthesisRequest request) throws WrongUsageException, IOException {
        if (!Files.isDirectory(request.backgrounds())) {
            throw new WrongUsageException("there is no folder " + request.backgrounds() + " for --backgrounds");
        }
        String what =
                "Objects of %s on %s, %d pictures as %s, outline %s, at most %d objects, seed %d, %s, made by ocellus synthesise"
                        .formatted(
                                request.objects().labels().toRealPath(),
                                request.backgrounds().toRealPath(),
                                request.count(),
                                request.to(),
                                request.outline(),
                                request.most(),
                                request.seed(),
                                request.placing());
        List<Path> reads = List.of(request.objects().labels(), request.objects().pictures(), request.backgrounds());
        return new SynthesiseSet(
                request, pasting(request.placing()), OwnFolder.open(request.out(), reads, NOTES, what));
    }

    private static Pasting pasting(SynthesisRequest.Placing placing) throws WrongUsageException {
        try {
            return new Pasting(
                    placing.smallest(), placing.largest(), placing.degrees(), placing.mirror(), placing.overlap());
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(e.getMessage());
        }
    }

    /**
     * Makes the set.
     *
     * @throws WrongUsageException where there are no objects or no backgrounds
     * @throws IOException where something cannot be read or written
     */
    public Result run(Progress progress) throws WrongUsageException, IOException {
        Dataset dataset = request.list().applyTo(request.objects().read());
        Map<String, List<Source>> sources = sources(dataset);
        List<Path> backgrounds =
                InputFiles.find(List.of(request.backgrounds().toString()), true, request.out()).files().stream()
                        .filter(file -> file.refusal().isEmpty())
                        .map(InputFile::path)
                        .toList();
        if (sources.isEmpty() || backgrounds.isEmpty()) {
            throw new WrongUsageException(
                    sources.isEmpty()
                            ? "there is no object of at least %.0f pixels in a training picture of %s"
                                    .formatted(LEAST_SIDE, request.objects().labels())
                            : "there is no picture in " + request.backgrounds());
        }
        out.begin();
        List<LabelSet.Picture> pictures = new ArrayList<>();
        List<ContactSheet.Entry> sheet = new ArrayList<>();
        Map<String, Integer> boxes = new TreeMap<>();
        Map<Path, String> passedOver = new LinkedHashMap<>();
        for (int i = 0; i < request.count(); i++) {
            String name = "made-%06d.jpg".formatted(i + 1);
            Pasting.Scene scene = scene(i, sources, backgrounds, passedOver);
            Path file = out.path().resolve(LabelWriter.PICTURES).resolve(name);
            PendingFile.write(file, ImageWriter.toJpeg(scene.image(), JPEG_QUALITY));
            pictures.add(new LabelSet.Picture(name, scene.image().size(), Optional.of(Part.TRAIN), scene.boxes()));
            scene.boxes().forEach(box -> boxes.merge(box.label(), 1, Integer::sum));
            if (sheet.size() < SHEET_PICTURES) {
                sheet.add(new ContactSheet.Entry(drawn(scene), name));
            }
            progress.pictureDone();
        }
        request.to().writer().write(new LabelSet(dataset.name(), List.copyOf(sources.keySet()), pictures), out.path());
        // not inside, where it would be one more picture of the set
        Path sheetFile = out.path().resolveSibling(out.path().getFileName() + "-sheet.png");
        ImageWriter.writePng(ContactSheet.of(sheet, SHEET_COLUMNS, SHEET_SIDE), sheetFile);
        out.finish(List.of("%d pictures, %d boxes of %d classes"
                .formatted(
                        pictures.size(),
                        boxes.values().stream().mapToInt(Integer::intValue).sum(),
                        sources.size())));
        return new Result(pictures.size(), boxes, sheetFile, passedOver);
    }

    /** The objects of each class; those of pictures that are held back would make a detector look better than it is. */
    private static Map<String, List<Source>> sources(Dataset dataset) {
        Map<String, List<Source>> sources = new TreeMap<>();
        for (LabelledPicture picture : dataset.pictures()) {
            boolean heldBack = !dataset.parts().isEmpty() && dataset.parts().get(picture.id()) != Part.TRAIN;
            for (TruthBox box : heldBack ? List.<TruthBox>of() : picture.truth().boxes()) {
                boolean large = Math.min(box.box().width(), box.box().height()) >= LEAST_SIDE;
                if (large && !box.difficult()) {
                    sources.computeIfAbsent(box.label(), label -> new ArrayList<>())
                            .add(new Source(picture, box.box()));
                }
            }
        }
        return sources;
    }

    private Pasting.Scene scene(
            int number, Map<String, List<Source>> sources, List<Path> backgrounds, Map<Path, String> passedOver)
            throws IOException {
        // a generator of its own for each picture, far from those of its neighbours
        SplittableRandom random = new SplittableRandom(request.seed() * 1_000_003L + number);
        Image background = background(backgrounds, random, passedOver);
        List<String> classes = List.copyOf(sources.keySet());
        List<Pasting.Item> items = new ArrayList<>();
        int wanted = 1 + random.nextInt(request.most());
        for (int i = 0; i < wanted; i++) {
            String label = classes.get(random.nextInt(classes.size()));
            List<Source> ofClass = sources.get(label);
            Source source = ofClass.get(random.nextInt(ofClass.size()));
            decoded(source.picture().file(), passedOver).ifPresent(picture -> {
                Box inside = source.box().clip(picture.size());
                if (Math.min(inside.width(), inside.height()) >= LEAST_SIDE) {
                    items.add(new Pasting.Item(
                            Cutout.of(picture, inside, request.outline().outline()), label, picture.size()));
                }
            });
        }
        return pasting.apply(background, items, random);
    }

    private Image background(List<Path> backgrounds, SplittableRandom random, Map<Path, String> passedOver)
            throws IOException {
        for (int i = 0; i < backgrounds.size(); i++) {
            Optional<Image> picture = decoded(backgrounds.get(random.nextInt(backgrounds.size())), passedOver);
            if (picture.isPresent()) {
                return picture.get();
            }
        }
        throw new IOException("none of the pictures in " + request.backgrounds() + " can be decoded");
    }

    private Optional<Image> decoded(Path file, Map<Path, String> passedOver) {
        try {
            return Optional.of(decoder.decode(file));
        } catch (IOException e) {
            passedOver.put(file, e.getMessage());
            return Optional.empty();
        }
    }

    private static Image drawn(Pasting.Scene scene) {
        return Drawing.draw(
                scene.image(),
                scene.boxes().stream()
                        .map(box -> new Drawing.Mark(box.box(), box.label(), box.label()))
                        .toList());
    }
}
