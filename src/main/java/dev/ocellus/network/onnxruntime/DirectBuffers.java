package dev.ocellus.network.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Off-heap input buffers that are used again, so that a long run does not wait for the collector to free one for every picture. */
final class DirectBuffers {
    private final Queue<FloatBuffer> idle = new ConcurrentLinkedQueue<>();

    /** A buffer whose remaining values are exactly these; nobody else uses it until it is given back. */
    FloatBuffer filledWith(float[] values) {
        FloatBuffer buffer = idle.poll();
        if (buffer == null || buffer.capacity() < values.length) {
            buffer = ByteBuffer.allocateDirect(Math.multiplyExact(values.length, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        return buffer.clear().put(values).flip();
    }

    void giveBack(FloatBuffer buffer) {
        idle.add(buffer);
    }
}
