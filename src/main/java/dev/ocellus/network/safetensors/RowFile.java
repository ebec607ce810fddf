package dev.ocellus.network.safetensors;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file that holds one matrix, which may be larger than memory: its rows are read one by one, from several threads at once if need be.
 * {@link RowWriter} writes it. Its values may be anything, also not a number.
 */
public final class RowFile implements Closeable {
    /** Name of the matrix in the file. */
    static final String TENSOR = "rows";

    /** Not a channel, which a thread that is interrupted while it reads would close for everybody. */
    private final RandomAccessFile open;

    private final Header header;
    private final int rows;
    private final int width;

    private RowFile(Path file, RandomAccessFile open, Header header) throws IOException {
        List<Header.Entry> entries = header.entries();
        if (entries.size() != 1
                || !entries.get(0).name().equals(TENSOR)
                || entries.get(0).shape().length != 2
                || entries.get(0).storage() != Safetensors.Storage.F32) {
            throw new IOException(file + " holds no matrix of 32-bit rows");
        }
        this.open = open;
        this.header = header;
        this.rows = entries.get(0).shape()[0];
        this.width = entries.get(0).shape()[1];
    }

    /**
     * Opens a file, which stays open until it is closed.
     *
     * @throws IOException naming the file and what is wrong with it: not the format, cut off or too long
     */
    public static RowFile open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        RandomAccessFile open = new RandomAccessFile(file.toFile(), "r");
        try {
            return new RowFile(file, open, Header.read(file, open.getChannel()));
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /** Free texts. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    public int rows() {
        return rows;
    }

    /** Values of each row. */
    public int width() {
        return width;
    }

    /** A row, counted from 0. */
    public float[] read(int row) throws IOException {
        byte[] bytes = new byte[Math.multiplyExact(width, Float.BYTES)];
        synchronized (open) {
            open.seek(header.dataStart() + (long) row * bytes.length);
            open.readFully(bytes);
        }
        float[] values = new float[width];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
