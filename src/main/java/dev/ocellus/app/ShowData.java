package dev.ocellus.app;

import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.image.ContactSheet;
import dev.ocellus.image.Drawing;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.train.TrainingFile;
import dev.ocellus.train.TrainingPreview;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws what a network will see in training: a sheet of augmented pictures with their boxes.
 *
 * @param file of the training
 * @param data folder against which the file's folders are resolved
 * @param count samples on the sheet, or pictures where it goes stage by stage
 * @param stageByStage a row for each picture: as it was read and after each stage
 * @param out the sheet, PNG
 */
public record ShowData(TrainingFile file, Path data, int count, boolean stageByStage, Path out) {
    /** Pictures of each set that are decoded: enough to see what comes out, quickly. */
    private static final int MOST_PICTURES = 200;

    private static final int COLUMNS = 4;
    private static final int SIDE = 320;

    /**
     * Draws and writes the sheet.
     *
     * @param threads for decoding pictures
     * @return what was odd about the data
     */
    public List<Finding> run(int threads) throws IOException, InterruptedException {
        PictureDecoder decoder = PictureDecoder.of(new ImageReader());
        TrainingPreview preview = TrainingPreview.open(file, data, MOST_PICTURES, decoder, threads);
        ImageWriter.writePng(stageByStage ? stages(preview) : samples(preview), out);
        return preview.findings();
    }

    private Image samples(TrainingPreview preview) {
        List<ContactSheet.Entry> entries = preview.samples(count).stream()
                .map(frame -> new ContactSheet.Entry(drawn(frame), frame.id()))
                .toList();
        return ContactSheet.of(entries, COLUMNS, SIDE);
    }

    private Image stages(TrainingPreview preview) {
        List<ContactSheet.Entry> entries = new ArrayList<>();
        int columns = 0;
        for (int i = 0; i < count; i++) {
            List<TrainingPreview.Step> steps = preview.stages(i);
            columns = steps.size();
            Image before = null;
            for (TrainingPreview.Step step : steps) {
                Image image = step.frame().image();
                String caption = step.stage().isEmpty() ? step.frame().id() : step.stage();
                entries.add(new ContactSheet.Entry(
                        drawn(step.frame()), image == before ? caption + ": not this time" : caption));
                before = image;
            }
        }
        return ContactSheet.of(entries, columns, SIDE);
    }

    /** Difficult objects, from which nothing is learned, are marked with a question mark. */
    private static Image drawn(Frame frame) {
        return Drawing.draw(
                frame.image(),
                frame.truth().boxes().stream().map(ShowData::mark).toList());
    }

    private static Drawing.Mark mark(TruthBox object) {
        return new Drawing.Mark(
                object.box(),
                object.label(),
                object.label() + (object.difficult() ? " ?" : ""),
                object.landmarks().map(face -> face.points()).orElse(List.of()));
    }
}
