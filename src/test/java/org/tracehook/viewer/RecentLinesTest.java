package org.tracehook.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tracehook.viewer.RecentLines.Bounds;
import org.tracehook.viewer.RecentLines.Line;

class RecentLinesTest {

    private static List<String> all(RecentLines lines) {
        List<String> all = new ArrayList<>();
        Optional<Line> next = lines.after(0);
        while (next.isPresent()) {
            all.add(next.get().number() + next.get().text());
            next = lines.after(next.get().number());
        }
        return all;
    }

    @Test
    void theOldestMakeRoomByNumber() {
        RecentLines lines = new RecentLines(5, new Bounds(3, 1_000));

        List.of("a", "b", "c", "d").forEach(lines::append);

        assertEquals(List.of("6b", "7c", "8d"), all(lines));
        assertEquals(Optional.of(new Line(8, "d")), lines.after(7));
        assertEquals(Optional.empty(), lines.after(8));
    }

    @Test
    void theOldestMakeRoomByLength() {
        RecentLines lines = new RecentLines(1, new Bounds(100, 10));

        List.of("aaaa", "bbbb", "cc").forEach(lines::append);
        assertEquals(List.of("1aaaa", "2bbbb", "3cc"), all(lines));

        lines.append("d");
        assertEquals(List.of("2bbbb", "3cc", "4d"), all(lines));
    }

    @Test
    void aLineOfAnyLengthIsKeptUntilTheNext() {
        RecentLines lines = new RecentLines(1, new Bounds(100, 10));

        lines.append("a");
        lines.append("b".repeat(50));
        assertEquals(List.of("2" + "b".repeat(50)), all(lines));

        lines.append("c");
        assertEquals(List.of("3c"), all(lines));
    }

    @Test
    void readersAreToldOfEachLineUntilTheyAreRemoved() {
        RecentLines lines = new RecentLines(1, new Bounds(100, 10));
        List<String> seen = new ArrayList<>();
        Runnable reader = () -> seen.add(lines.after(0).orElseThrow().text());

        lines.append("a");
        lines.add(reader);
        lines.append("b");
        lines.remove(reader);
        lines.append("c");

        assertEquals(List.of("a"), seen);
    }
}
