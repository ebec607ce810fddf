package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelStatisticsTest {
    @Test
    void whatTheNetworkSeesHasMean0AndDeviation1InEachChannel() {
        Property.check(20, random -> {
            List<Image> images = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                byte[] rgb = new byte[3 * 16 * 16];
                for (int at = 0; at < rgb.length; at++) {
                    rgb[at] = (byte) (40 + 30 * (at % 3) + random.nextInt(20 + 40 * (at % 3)));
                }
                images.add(Image.owning(new Size(16, 16), rgb));
            }
            Tensor seen = ChannelStatistics.of(images).toBatch(images);
            for (int channel = 0; channel < 3; channel++) {
                double sum = 0;
                double squares = 0;
                for (int i = 0; i < 12; i++) {
                    for (int at = 0; at < 256; at++) {
                        double value = seen.data()[(3 * i + channel) * 256 + at];
                        sum += value;
                        squares += value * value;
                    }
                }
                int count = 12 * 256;
                assertEquals(0, sum / count, 2e-3);
                assertEquals(1, Math.sqrt(squares / count), 2e-3);
            }
        });
    }

    @Test
    void picturesOfOneColourStayFinite() {
        assertEquals(
                new Preprocessing(List.of(7.0, 8.0, 9.0), List.of(1.0, 1.0, 1.0)),
                ChannelStatistics.of(List.of(Image.filled(new Size(5, 5), 7, 8, 9))));
    }
}
