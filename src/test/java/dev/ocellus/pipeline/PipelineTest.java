package dev.ocellus.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private final List<String> events = new ArrayList<>();

    /** A stage that adds one detection with its name and notes when it is closed. */
    private StageDefinition naming(String name) {
        return definition(new Stage() {
            @Override
            public Frame apply(Frame frame) {
                List<Detection> more = new ArrayList<>(frame.detections());
                more.add(new Detection(new Box(0, 0, 1, 1), name, 1));
                return frame.withDetections(more);
            }

            @Override
            public void close() {
                events.add("close " + name);
            }
        });
    }

    private StageDefinition failingToClose() {
        return definition(new Stage() {
            @Override
            public Frame apply(Frame frame) {
                return frame;
            }

            @Override
            public void close() {
                throw new IllegalStateException("stuck");
            }
        });
    }

    private static StageDefinition definition(Stage stage) {
        return new StageDefinition() {
            @Override
            public Set<Part> reads() {
                return Set.of();
            }

            @Override
            public Set<Part> writes() {
                return Set.of();
            }

            @Override
            public Stage open(Path folder) throws IOException {
                if (stage == null) {
                    throw new IOException("no weights");
                }
                return stage;
            }
        };
    }

    @Test
    void stagesRunInOrderAndCloseInReverse() throws IOException {
        Frame frame = Frame.of("a", Image.filled(new Size(2, 2), 0, 0, 0));
        try (Pipeline pipeline = Pipeline.open(List.of(naming("one"), naming("two")), Path.of("."))) {
            assertEquals(
                    List.of("one", "two"),
                    pipeline.apply(frame).detections().stream()
                            .map(Detection::label)
                            .toList());
        }
        assertEquals(List.of("close two", "close one"), events);
    }

    @Test
    void aStageThatCannotBeOpenedClosesThoseBeforeIt() {
        assertThrows(IOException.class, () -> Pipeline.open(List.of(naming("one"), definition(null)), Path.of(".")));
        assertEquals(List.of("close one"), events);
    }

    @Test
    void aStageThatCannotBeClosedDoesNotKeepTheOthersOpen() throws IOException {
        Pipeline pipeline = Pipeline.open(List.of(naming("one"), failingToClose()), Path.of("."));
        IllegalStateException failed = assertThrows(IllegalStateException.class, pipeline::close);
        assertEquals("stuck", failed.getSuppressed()[0].getMessage());
        assertEquals(List.of("close one"), events);
    }
}
