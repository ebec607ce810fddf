package dev.ocellus.network.safetensors;

import dev.ocellus.files.PendingFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@link RowFile} block by block, beside its place under its name and {@code .part} until it is whole. A writer that was cut short is gone on
 * from by the next one with the same header; one with another header starts anew.
 */
public final class RowWriter implements Closeable {
    private static final String SUFFIX = ".part";

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final int rows;
    private final int width;
    private int written;

    /**
     * @param rows of the whole file
     * @param width values of each row
     * @param block rows that are written at once; a block that may not have reached the disk whole is written again
     * @throws IOException where the disk fails, or another program writes the same file
     */
    public RowWriter(Path target, int rows, int width, int block, Map<String, String> metadata) throws IOException {
        this.target = target;
        this.rows = rows;
        this.width = width;
        Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
        this.part = folder.resolve(target.getFileName() + SUFFIX);
        this.channel =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock();
            ByteBuffer start = start(metadata);
            if (beginsWith(start)) {
                // the last block may have grown the file without its values being on the disk
                long blocks = (channel.size() - start.capacity()) / ((long) block * rowBytes());
                written = (int) Math.max(0, Math.min(rows, (blocks - 1) * block));
            } else {
                channel.truncate(0);
                Safetensors.writeFully(channel, start);
            }
            channel.truncate(start.capacity() + (long) written * rowBytes());
            channel.position(channel.size());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // held within this program; refused like one held by another
        }
        throw new IOException(part + " is being written by another run");
    }

    private ByteBuffer start(Map<String, String> metadata) {
        long end = (long) rows * rowBytes();
        Header.Entry entry = new Header.Entry(RowFile.TENSOR, Safetensors.Storage.F32, new int[] {rows, width}, 0, end);
        byte[] header = Header.write(List.of(entry), metadata);
        return Safetensors.littleEndian(Long.BYTES + header.length)
                .putLong(header.length)
                .put(header)
                .flip();
    }

    private boolean beginsWith(ByteBuffer start) throws IOException {
        if (channel.size() < start.capacity()) {
            return false;
        }
        ByteBuffer found = Safetensors.littleEndian(start.capacity());
        Safetensors.readFully(part, channel, found, 0);
        return Arrays.equals(found.array(), start.array());
    }

    private int rowBytes() {
        return Math.multiplyExact(width, Float.BYTES);
    }

    /** How many rows are there, also from before. */
    public int written() {
        return written;
    }

    /** Writes the next rows and waits until they are on the disk. */
    public void write(List<float[]> next) throws IOException {
        ByteBuffer bytes = Safetensors.littleEndian(Math.multiplyExact(next.size(), rowBytes()));
        for (float[] row : next) {
            if (row.length != width) {
                throw new IllegalArgumentException("a row has %d values, got %d".formatted(width, row.length));
            }
            bytes.asFloatBuffer().put(row);
            bytes.position(bytes.position() + rowBytes());
        }
        Safetensors.writeFully(channel, bytes.flip());
        channel.force(false);
        written += next.size();
    }

    /** Puts the file in its place. */
    public void finish() throws IOException {
        if (written != rows) {
            throw new IllegalStateException("%d of %d rows are written".formatted(written, rows));
        }
        channel.close();
        PendingFile.move(part, target);
    }

    /** Ends the writing; without {@link #finish} the file stays unfinished, to be gone on from. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
