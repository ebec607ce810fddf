package dev.ocellus.image;

import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Boxes and captions drawn on a copy of a picture, readable at any picture size: lines and letters grow with the picture, letters also with their
 * box, and pictures too small for letters are enlarged. Where the system has no fonts at all only the boxes are drawn.
 */
public final class Drawing {
    /** Colours that people with any kind of colour vision tell apart (Okabe and Ito, 2008). */
    private static final List<Color> COLOURS = List.of(
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x009E73),
            new Color(0xF0E442),
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0xCC79A7));

    /** The longest side below which pictures are enlarged, in pixels. */
    private static final int SMALLEST_SIDE = 320;

    private static final double SMALLEST_LETTERS = 11;
    private static final double LARGEST_LETTERS = 15;

    /**
     * A box to be drawn.
     *
     * @param box in pixels of the picture; may reach outside
     * @param label decides the colour, the same in every picture
     * @param caption what is written beside the box, such as "face 0.93"
     * @param points drawn as small dots, in pixels of the picture
     */
    public record Mark(Box box, String label, String caption, List<Point> points) {
        public Mark {
            points = List.copyOf(points);
        }

        /** A box without points. */
        public Mark(Box box, String label, String caption) {
            this(box, label, caption, List.of());
        }
    }

    private Drawing() {}

    /**
     * The picture with the marks drawn on it.
     *
     * @param marks the first ones get the best places for their captions
     * @return a picture of the same size, or a whole multiple of it where the longest side is below 320 pixels
     */
    public static Image draw(Image image, List<Mark> marks) {
        int factor = (SMALLEST_SIDE - 1) / image.size().longestSide() + 1;
        BufferedImage picture = enlarged(image, factor);
        Size size = new Size(picture.getWidth(), picture.getHeight());
        double unit = Math.max(1, size.longestSide() / 640.0);
        Graphics2D canvas = picture.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            List<Box> boxes = marks.stream()
                    .map(mark -> scaled(mark.box(), factor).clip(size))
                    .toList();
            for (int i = 0; i < boxes.size(); i++) {
                outline(canvas, boxes.get(i), colour(marks.get(i)), unit);
                dots(canvas, marks.get(i), factor, unit);
            }
            if (hasFonts()) {
                captions(canvas, size, boxes, marks, unit);
            }
        } finally {
            canvas.dispose();
        }
        return BufferedImages.toImage(picture);
    }

    private static BufferedImage enlarged(Image image, int factor) {
        BufferedImage picture = BufferedImages.of(image);
        if (factor == 1) {
            return picture;
        }
        BufferedImage larger =
                new BufferedImage(factor * image.width(), factor * image.height(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = larger.createGraphics();
        canvas.drawImage(picture, 0, 0, larger.getWidth(), larger.getHeight(), null);
        canvas.dispose();
        return larger;
    }

    private static Box scaled(Box box, double factor) {
        return new Box(factor * box.left(), factor * box.top(), factor * box.right(), factor * box.bottom());
    }

    /** A coloured line between two thin dark ones, which show on any ground. */
    private static void outline(Graphics2D canvas, Box box, Color colour, double unit) {
        Rectangle2D frame = new Rectangle2D.Double(box.left(), box.top(), box.width(), box.height());
        canvas.setColor(new Color(0, 0, 0, 140));
        canvas.setStroke(new BasicStroke((float) (3.5 * unit)));
        canvas.draw(frame);
        canvas.setColor(colour);
        canvas.setStroke(new BasicStroke((float) (2 * unit)));
        canvas.draw(frame);
    }

    /** Dots of a fortieth of the box, white in a dark ring, which shows on any skin. */
    private static void dots(Graphics2D canvas, Mark mark, int factor, double unit) {
        double radius = Math.max(1.2 * unit, factor * mark.box().height() / 80);
        for (Point point : mark.points()) {
            canvas.setColor(new Color(0, 0, 0, 160));
            canvas.fill(circle(point, factor, 1.6 * radius));
            canvas.setColor(Color.WHITE);
            canvas.fill(circle(point, factor, radius));
        }
    }

    private static Ellipse2D circle(Point centre, int factor, double radius) {
        return new Ellipse2D.Double(factor * centre.x() - radius, factor * centre.y() - radius, 2 * radius, 2 * radius);
    }

    private static void captions(Graphics2D canvas, Size size, List<Box> boxes, List<Mark> marks, double unit) {
        FontRenderContext context = canvas.getFontRenderContext();
        List<Font> fonts = new ArrayList<>();
        List<Size> sizes = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            double letters = Math.max(
                            SMALLEST_LETTERS,
                            Math.min(LARGEST_LETTERS, boxes.get(i).height() / unit / 4))
                    * unit;
            Font font = new Font(Font.SANS_SERIF, Font.BOLD, 1).deriveFont((float) letters);
            String caption = marks.get(i).caption();
            double tooWide = font.getStringBounds(caption, context).getWidth() * 1.1 / size.width();
            if (tooWide > 1) {
                font = font.deriveFont((float) (letters / tooWide));
            }
            fonts.add(font);
            sizes.add(captionSize(font, caption, context));
        }
        List<Box> places = CaptionLayout.place(size, boxes, sizes);
        for (int i = 0; i < places.size(); i++) {
            Box place = places.get(i);
            LineMetrics line = fonts.get(i).getLineMetrics(marks.get(i).caption(), context);
            Color ground = colour(marks.get(i));
            canvas.setColor(ground);
            canvas.fill(new Rectangle2D.Double(place.left(), place.top(), place.width(), place.height()));
            canvas.setColor(luminance(ground) > 0.18 ? Color.BLACK : Color.WHITE);
            canvas.setFont(fonts.get(i));
            float margin = fonts.get(i).getSize2D() / 4;
            canvas.drawString(
                    marks.get(i).caption(), (float) place.left() + margin, (float) place.top() + line.getAscent());
        }
    }

    private static Size captionSize(Font font, String caption, FontRenderContext context) {
        double width = font.getStringBounds(caption, context).getWidth() + font.getSize2D() / 2;
        LineMetrics line = font.getLineMetrics(caption, context);
        return new Size((int) Math.ceil(width), (int) Math.ceil(line.getAscent() + line.getDescent()));
    }

    private static Color colour(Mark mark) {
        return COLOURS.get(Math.floorMod(mark.label().hashCode(), COLOURS.size()));
    }

    /** Relative luminance in [0, 1], as the Web Content Accessibility Guidelines define it, with a gamma of 2.2. */
    private static double luminance(Color colour) {
        return 0.2126 * Math.pow(colour.getRed() / 255.0, 2.2)
                + 0.7152 * Math.pow(colour.getGreen() / 255.0, 2.2)
                + 0.0722 * Math.pow(colour.getBlue() / 255.0, 2.2);
    }

    /** Java without fontconfig, as in many containers, throws at the first letter. */
    private static boolean hasFonts() {
        return Fonts.PRESENT;
    }

    private static final class Fonts {
        static final boolean PRESENT = probe();

        private static boolean probe() {
            try {
                FontRenderContext context = new FontRenderContext(null, true, true);
                return new Font(Font.SANS_SERIF, Font.BOLD, 12)
                                .getStringBounds("A", context)
                                .getWidth()
                        > 0;
            } catch (RuntimeException | LinkageError | InternalError e) {
                return false;
            }
        }
    }
}
