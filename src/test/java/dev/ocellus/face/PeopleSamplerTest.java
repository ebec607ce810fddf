package dev.ocellus.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.face.PeopleSampler.Draw;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PeopleSamplerTest {
    private static final List<int[]> PICTURES =
            List.of(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, new int[] {8, 9}, new int[] {10}, new int[] {11, 12, 13, 14});

    @Test
    void aStepDrawsPeopleOnceAndPicturesOfTheirs() {
        PeopleSampler sampler = new PeopleSampler(PICTURES, 2, 4, 1);
        for (long step = 0; step < 200; step++) {
            List<Draw> draws = sampler.of(step);
            Map<Integer, List<Integer>> byPerson = draws.stream()
                    .collect(Collectors.groupingBy(
                            Draw::person, Collectors.mapping(Draw::picture, Collectors.toList())));
            assertEquals(2, byPerson.size());
            byPerson.forEach((person, pictures) -> {
                assertNotEquals(2, person, "somebody with one picture");
                List<Integer> own = Arrays.stream(PICTURES.get(person)).boxed().toList();
                assertEquals(4, pictures.size());
                assertTrue(own.containsAll(pictures));
                assertEquals(
                        Math.min(4, own.size()), pictures.stream().distinct().count());
            });
        }
    }

    @Test
    void aStepAlwaysDrawsTheSame() {
        assertEquals(new PeopleSampler(PICTURES, 2, 3, 5).of(17), new PeopleSampler(PICTURES, 2, 3, 5).of(17));
        assertNotEquals(new PeopleSampler(PICTURES, 2, 3, 5).of(17), new PeopleSampler(PICTURES, 2, 3, 6).of(17));
        assertNotEquals(new PeopleSampler(PICTURES, 2, 3, 5).of(17), new PeopleSampler(PICTURES, 2, 3, 5).of(18));
    }

    @Test
    void peopleWithMorePicturesComeMoreOften() {
        PeopleSampler sampler = new PeopleSampler(PICTURES, 2, 2, 1);
        int[] seen = new int[4];
        for (long step = 0; step < 2000; step++) {
            sampler.of(step).stream().map(Draw::person).distinct().forEach(person -> seen[person]++);
        }
        assertTrue(seen[0] > seen[3] && seen[3] > seen[1] && seen[2] == 0, Arrays.toString(seen));
    }

    @Test
    void tooFewPeopleAreToldOf() {
        String message = assertThrows(IllegalArgumentException.class, () -> new PeopleSampler(PICTURES, 4, 2, 1))
                .getMessage();
        assertTrue(message.contains("3 people have 2 pictures or more"), message);
    }
}
