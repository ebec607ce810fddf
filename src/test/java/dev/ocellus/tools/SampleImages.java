package dev.ocellus.tools;

import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.ColourMap;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.image.Reading;
import dev.ocellus.image.Resampling;
import dev.ocellus.testing.PictureFiles;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Makes the pictures of {@code sample-images} from four free photographs of scikit-image ({@code skimage/data}: astronaut.png, camera.png,
 * chelsea.png, coffee.png). Arguments: the folder that holds them as {@code skimage_*.png}, and the folder to write to.
 */
final class SampleImages {
    private final Path photos;
    private final Path out;

    private SampleImages(Path photos, Path out) {
        this.photos = photos;
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        new SampleImages(Path.of(args[0]), Path.of(args[1])).write();
    }

    private void write() throws IOException {
        Image astronaut = photo("astronaut");
        Image coffee = photo("coffee");
        jpeg(astronaut, "astronaut.jpg");
        jpeg(photo("chelsea"), "cat.jpg");
        jpeg(coffee, "coffee.jpg");
        jpeg(Resampling.resize(photo("camera"), new Size(400, 400)), "photographer-grey.jpg");
        jpeg(Resampling.crop(astronaut, new Box(120, 0, 340, 220), new Size(480, 480), 0), "astronaut-close.jpg");
        jpeg(Resampling.crop(astronaut, new Box(150, 20, 310, 250), new Size(64, 92), 0), "größe-S-小さい写真.jpg");
        jpeg(coffee.withPatch(Resampling.resize(astronaut, new Size(170, 170)), 20, 20), "astronaut-far.jpg");
        jpeg(collage(astronaut), "many-astronauts.jpg");
        Image portrait = Resampling.crop(astronaut, new Box(20, 0, 404, 512), new Size(360, 480), 0);
        Files.write(out.resolve("astronaut-turned-by-exif.jpg"), PictureFiles.jpegWithOrientation(portrait, 88, 6));
        drawing();
    }

    /** The same face from 20 to 150 pixels high, mirrored, brighter, darker, grey and tilted. */
    private static Image collage(Image astronaut) {
        Size head = new Size(220, 240);
        Image face = Resampling.crop(astronaut, new Box(115, 10, 335, 250), head, 0);
        Image tilted = Resampling.warp(face, Affine.rotate(0.25, new Point(110, 120)), head, 128);
        return Image.filled(new Size(800, 480), 96, 110, 120)
                .withPatch(face, 10, 10)
                .withPatch(ColourMap.saturation(0).applyTo(face.mirrored()), 240, 10)
                .withPatch(tilted, 470, 10)
                .withPatch(ColourMap.gain(0.5, 0.5, 0.55).applyTo(Resampling.resize(face, new Size(165, 180))), 20, 280)
                .withPatch(ColourMap.shift(50, 50, 40).applyTo(Resampling.resize(face, new Size(110, 120))), 220, 300)
                .withPatch(Resampling.resize(face.mirrored(), new Size(73, 80)), 370, 320)
                .withPatch(Resampling.blur(Resampling.resize(face, new Size(110, 120)), 1.5), 480, 300)
                .withPatch(Resampling.resize(face, new Size(46, 50)), 640, 340);
    }

    /** Shapes on a transparent ground; nothing in it is a face. */
    private void drawing() throws IOException {
        BufferedImage picture = new BufferedImage(480, 320, BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setPaint(new GradientPaint(0, 0, new Color(0x56B4E9), 0, 220, Color.WHITE));
        canvas.fillRoundRect(20, 20, 440, 280, 40, 40);
        canvas.setColor(new Color(0x009E73));
        canvas.fillPolygon(new int[] {40, 160, 280}, new int[] {290, 110, 290}, 3);
        canvas.fillPolygon(new int[] {200, 310, 430}, new int[] {290, 150, 290}, 3);
        canvas.setColor(new Color(0xE69F00));
        canvas.fill(new Ellipse2D.Double(350, 45, 60, 60));
        canvas.dispose();
        ImageIO.write(picture, "png", out.resolve("drawn-hills.png").toFile());
    }

    private Image photo(String name) {
        if (new ImageReader().read(photos.resolve("skimage_" + name + ".png")) instanceof Reading.Decoded photo) {
            return photo.image();
        }
        throw new IllegalArgumentException("no photo skimage_" + name + ".png in " + photos);
    }

    private void jpeg(Image image, String name) throws IOException {
        ImageWriter.writeJpeg(image, 88, out.resolve(name));
    }
}
