package dev.ocellus.image;

import dev.ocellus.geometry.Size;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.imgscalr.Scalr;

/** Many pictures on one: thumbnails in a grid, each with a line of text below. */
public final class ContactSheet {
    private static final int MARGIN = 8;
    private static final int LINE = 18;

    /**
     * One picture of the sheet.
     *
     * @param image of any size
     * @param caption a short text; what does not fit is cut and marked with an ellipsis
     */
    public record Entry(Image image, String caption) {}

    private ContactSheet() {}

    /**
     * The sheet, rows from the top.
     *
     * @param entries at least one
     * @param columns how many thumbnails stand in a row
     * @param side the longest side of a thumbnail in pixels
     */
    public static Image of(List<Entry> entries, int columns, int side) {
        if (entries.isEmpty() || columns < 1 || side < 16) {
            throw new IllegalArgumentException("a contact sheet needs an entry, a column and thumbnails of 16 pixels");
        }
        int rows = (entries.size() + columns - 1) / columns;
        int shown = Math.min(columns, entries.size());
        int cellHeight = side + LINE + MARGIN;
        Size size = new Size(MARGIN + shown * (side + MARGIN), MARGIN + rows * cellHeight);
        BufferedImage sheet = BufferedImages.of(Image.filled(size, 255, 255, 255));
        Graphics2D canvas = sheet.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        canvas.setColor(Color.BLACK);
        for (int i = 0; i < entries.size(); i++) {
            int left = MARGIN + i % columns * (side + MARGIN);
            int top = MARGIN + i / columns * cellHeight;
            BufferedImage thumbnail = thumbnail(entries.get(i).image(), side);
            int x = left + (side - thumbnail.getWidth()) / 2;
            int y = top + (side - thumbnail.getHeight()) / 2;
            canvas.drawImage(thumbnail, x, y, null);
            String caption = cut(entries.get(i).caption(), canvas.getFontMetrics(), side);
            canvas.drawString(caption, left, top + side + LINE - 5);
        }
        canvas.dispose();
        return BufferedImages.toImage(sheet);
    }

    private static BufferedImage thumbnail(Image image, int side) {
        BufferedImage picture = BufferedImages.of(image);
        return image.size().longestSide() <= side
                ? picture
                : Scalr.resize(picture, Scalr.Method.QUALITY, Scalr.Mode.AUTOMATIC, side);
    }

    private static String cut(String caption, FontMetrics metrics, int width) {
        if (metrics.stringWidth(caption) <= width) {
            return caption;
        }
        int length = caption.length();
        while (length > 0 && metrics.stringWidth(caption.substring(0, length) + "…") > width) {
            length--;
        }
        return caption.substring(0, length) + "…";
    }
}
