package dev.ocellus.image;

import java.io.EOFException;
import java.io.UncheckedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The content of a file as ImageIO wants it. Some decoders take missing data for zeros and go on for minutes; they are stopped when they have met
 * the end many times.
 */
final class ContentStream extends ImageInputStreamImpl {
    private static final int PATIENCE = 10_000;

    private final byte[] content;
    private int readsBeyondEnd;

    ContentStream(byte[] content) {
        this.content = content;
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= content.length) {
            return atEnd();
        }
        return content[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        bitOffset = 0;
        if (streamPos >= content.length) {
            return length == 0 ? 0 : atEnd();
        }
        int count = (int) Math.min(length, content.length - streamPos);
        System.arraycopy(content, (int) streamPos, into, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return content.length;
    }

    private int atEnd() {
        if (++readsBeyondEnd > PATIENCE) {
            throw new UncheckedIOException("the data ends too early", new EOFException());
        }
        return -1;
    }
}
