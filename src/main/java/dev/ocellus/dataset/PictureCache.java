package dev.ocellus.dataset;

import dev.ocellus.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Decoded pictures in memory, 3 bytes a pixel: training draws the same ones over and over. A thousand photos of 448×300 take 400 MB. Immutable
 * and safe from several threads.
 */
public final class PictureCache {
    private final Map<Path, Image> images;
    private final List<Finding> findings;

    private PictureCache(Map<Path, Image> images, List<Finding> findings) {
        this.images = Map.copyOf(images);
        this.findings = List.copyOf(findings);
    }

    /**
     * Decodes pictures; those that cannot be decoded become findings.
     *
     * @param threads how many work at the same time
     */
    public static PictureCache load(List<LabelledPicture> pictures, PictureDecoder decoder, int threads)
            throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            Map<Path, Future<Image>> decoding = new HashMap<>();
            for (LabelledPicture picture : pictures) {
                decoding.computeIfAbsent(picture.file(), file -> workers.submit(() -> decoder.decode(file)));
            }
            Map<Path, Image> images = new HashMap<>();
            List<Finding> findings = new ArrayList<>();
            for (LabelledPicture picture : pictures) {
                Future<Image> future = decoding.remove(picture.file());
                if (future != null) {
                    collect(picture.file(), future, images, findings);
                }
            }
            return new PictureCache(images, findings);
        } finally {
            workers.shutdownNow();
        }
    }

    private static void collect(Path file, Future<Image> future, Map<Path, Image> images, List<Finding> findings)
            throws InterruptedException {
        try {
            images.put(file, future.get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof IOException)) {
                throw new IllegalStateException("decoding " + file + " failed", e.getCause());
            }
            findings.add(new Finding(
                    Finding.Kind.UNREADABLE_PICTURE,
                    file,
                    0,
                    Finding.Loss.PICTURE,
                    "not decoded (" + e.getCause().getMessage() + ")",
                    "replace or remove the picture"));
        }
    }

    /** Whether the picture was decoded. */
    public boolean holds(LabelledPicture picture) {
        return images.containsKey(picture.file());
    }

    /**
     * The decoded picture.
     *
     * @throws NoSuchElementException where this cache does not hold it
     */
    public Image image(LabelledPicture picture) {
        Image image = images.get(picture.file());
        if (image == null) {
            throw new NoSuchElementException("not in the cache: " + picture.file());
        }
        return image;
    }

    /** The pictures that could not be decoded, in the order in which they were asked for. */
    public List<Finding> findings() {
        return findings;
    }
}
