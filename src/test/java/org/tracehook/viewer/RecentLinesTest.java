package org.tracehook.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.tracehook.viewer.RecentLines.Bounds;
import org.tracehook.viewer.RecentLines.NumberedLine;

class RecentLinesTest {

    private static List<String> all(RecentLines lines) {
        List<String> all = new ArrayList<>();
        Optional<NumberedLine> next = lines.after(0);
        while (next.isPresent()) {
            all.add(next.get().number() + next.get().text());
            next = lines.after(next.get().number());
        }
        return all;
    }

    @Test
    void theOldestMakeRoomByNumber() {
        RecentLines lines = new RecentLines(new TreeMap<>(), 5, new Bounds(3, 1_000));

        List.of("a", "b", "c", "d").forEach(lines::append);

        assertEquals(List.of("6b", "7c", "8d"), all(lines));
        assertEquals(Optional.of(new NumberedLine(8, "d")), lines.after(7));
        assertEquals(Optional.empty(), lines.after(8));
    }

    @Test
    void theOldestMakeRoomByLength() {
        RecentLines lines = new RecentLines(new TreeMap<>(), 1, new Bounds(100, 10));

        List.of("aaaa", "bbbb", "cc").forEach(lines::append);
        assertEquals(List.of("1aaaa", "2bbbb", "3cc"), all(lines));

        lines.append("d");
        assertEquals(List.of("2bbbb", "3cc", "4d"), all(lines));
    }

    @Test
    void aLineOfAnyLengthIsKeptUntilTheNext() {
        RecentLines lines = new RecentLines(new TreeMap<>(), 1, new Bounds(100, 10));

        lines.append("a");
        lines.append("b".repeat(50));
        assertEquals(List.of("2" + "b".repeat(50)), all(lines));

        lines.append("c");
        assertEquals(List.of("3c"), all(lines));
    }

    @Test
    void theLinesOfAnEarlierStartCountAndNumbersGoOn() {
        NavigableMap<Long, String> kept = new TreeMap<>();
        new RecentLines(kept, 5, new Bounds(100, 10)).append("aaaaaa");

        RecentLines next = new RecentLines(kept, 1, new Bounds(100, 10));
        next.append("bbbb");
        assertEquals(List.of("5aaaaaa", "6bbbb"), all(next));

        next.append("c");
        assertEquals(List.of("6bbbb", "7c"), all(next));
    }

    @Test
    void whoWaitsGetsTheNextLineAndNothingWhenTheLinesAreClosed() {
        RecentLines lines = new RecentLines(new TreeMap<>(), 1, new Bounds(100, 10));
        lines.append("a");

        assertEquals(Optional.of(new NumberedLine(1, "a")), lines.await(0));
        CompletableFuture<Optional<NumberedLine>> next =
                CompletableFuture.supplyAsync(() -> lines.await(1), OwnDevMode.THREADS);
        CompletableFuture<Optional<NumberedLine>> later =
                CompletableFuture.supplyAsync(() -> lines.await(2), OwnDevMode.THREADS);
        lines.append("b");
        assertEquals(Optional.of(new NumberedLine(2, "b")), next.join());

        lines.close();
        assertEquals(Optional.empty(), later.join());
        assertEquals(Optional.empty(), lines.await(0));
    }
}
