package dev.ocellus.report;

import dev.ocellus.frame.Classification;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.ContactSheet;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.image.Resampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The pictures that were taken for something else most surely, on one sheet. */
public final class MistakeSheet {
    private static final int MOST = 40;
    private static final int COLUMNS = 8;
    private static final int SIDE = 160;

    /**
     * A picture that was taken for something.
     *
     * @param truth what it shows
     */
    public record Answer(Image image, String truth, Classification said) {
        boolean isWrong() {
            return !said.best().label().equals(truth);
        }
    }

    private MistakeSheet() {}

    /**
     * Writes the sheet as PNG, in one move; nothing where no picture was taken for something else.
     *
     * @return whether there were mistakes
     */
    public static boolean write(List<Answer> answers, Path file) throws IOException {
        List<ContactSheet.Entry> entries = answers.stream()
                .filter(Answer::isWrong)
                .sorted(Comparator.comparingDouble(
                                (Answer answer) -> answer.said().best().probability())
                        .reversed())
                .limit(MOST)
                .map(answer -> new ContactSheet.Entry(
                        enlarged(answer.image()),
                        String.format(
                                Locale.ROOT,
                                "%s, said %s %.2f",
                                answer.truth(),
                                answer.said().best().label(),
                                answer.said().best().probability())))
                .toList();
        if (entries.isEmpty()) {
            return false;
        }
        ImageWriter.writePng(ContactSheet.of(entries, COLUMNS, SIDE), file);
        return true;
    }

    /** Small pictures in a whole multiple of their size. */
    private static Image enlarged(Image image) {
        int factor = Math.max(1, SIDE / image.size().longestSide());
        return Resampling.resize(image, new Size(factor * image.width(), factor * image.height()));
    }
}
