package dev.ocellus.network;

/**
 * The shape of what flows between layers for one sample: a feature map of {@code channels} × {@code height} × {@code width}. A plain vector of n
 * values is n × 1 × 1.
 */
public record Shape(int channels, int height, int width) {
    public Shape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new ShapeException("a shape must be at least 1x1x1, got %dx%dx%d".formatted(channels, height, width));
        }
    }

    public static Shape vector(int values) {
        return new Shape(values, 1, 1);
    }

    public int size() {
        return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
