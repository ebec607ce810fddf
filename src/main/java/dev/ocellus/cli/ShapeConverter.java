package dev.ocellus.cli;

import dev.ocellus.network.Shape;
import dev.ocellus.zoo.ShapeText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes of pictures on the command line: {@code 32x32x3}. */
final class ShapeConverter implements ITypeConverter<Shape> {
    @Override
    public Shape convert(String text) {
        try {
            return ShapeText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
