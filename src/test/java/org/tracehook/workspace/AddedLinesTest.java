package org.tracehook.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.diff.RawText;
import org.junit.jupiter.api.Test;

class AddedLinesTest {

    private static final long MOST_OF_A_TEXT = 500_000;
    private static final long MOST_OF_ALL = 1_200_000;

    private final AddedLines lines = new AddedLines(MOST_OF_A_TEXT, MOST_OF_ALL);

    /** That many lines of one of three letters, the same for the same seed. */
    private static String letters(int count, int seed) {
        return new Random(seed)
                .ints(count, 'a', 'd')
                .mapToObj(Character::toString)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    private SortedMap<Integer, String> added(String before, String after) throws InterruptedException {
        return lines.between(text(before), text(after));
    }

    private static RawText text(String text) {
        return new RawText(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void newAndChangedLinesAreAdded() throws InterruptedException {
        assertEquals(Map.of(2, "x", 5, "y"), added("a\nb\nc\nb\n", "a\nx\nc\nb\ny\n"));
    }

    @Test
    void ofAMovedLineOnePlaceIsAdded() throws InterruptedException {
        assertEquals(Map.of(4, "a"), added("a\nb\nc\nd\n", "b\nc\nd\na\n"));
    }

    @Test
    void aRepeatedLineIsAddedOnce() throws InterruptedException {
        assertEquals(1, added("}\n}\n}\n", "}\n}\n}\n}\n").size());
    }

    @Test
    void removedLinesAddNothing() throws InterruptedException {
        assertEquals(Map.of(), added("a\nb\nc\n", "b\n"));
        assertEquals(Map.of(), added("a\n", ""));
    }

    @Test
    void aLineEndCounts() throws InterruptedException {
        assertEquals(Map.of(1, "a", 2, "b"), added("a", "a\nb"));
        assertEquals(Map.of(1, "a\r"), added("a\n", "a\r\n"));
    }

    @Test
    void linesThatDifferInBytesThatAreNoTextDiffer() throws InterruptedException {
        RawText before = new RawText(new byte[] {(byte) 0x80, '\n'});
        RawText after = new RawText(new byte[] {(byte) 0x81, '\n'});

        assertEquals(1, lines.between(before, after).size());
    }

    @Test
    void aTextThatIsWrittenAnewButForEverySecondLineIsComparedAtOnce() throws InterruptedException {
        String before =
                IntStream.range(0, 50_000).mapToObj(i -> i + "\nold" + i + "\n").collect(Collectors.joining());
        String after = before.replace("old", "new");

        SortedMap<Integer, String> added = added(before, after);

        assertEquals(50_000, added.size());
        assertEquals("new0", added.get(2));
        assertTrue(lines.comparisons() <= 100_000, () -> lines.comparisons() + " comparisons");
    }

    @Test
    void theWorkForTextsMadeToTakeLongDoesNotGrowWithThem() throws InterruptedException {
        for (int count : new int[] {60_000, 120_000}) {
            AddedLines lines = new AddedLines(MOST_OF_A_TEXT, MOST_OF_ALL);
            String after = letters(count, 2);

            SortedMap<Integer, String> added = lines.between(text(letters(count, 1)), text("new\n" + after));

            assertEquals(MOST_OF_A_TEXT, lines.comparisons());
            assertTrue(added.size() > count - 20, () -> added.size() + " of " + count + " lines");
        }
    }

    @Test
    void aroundWhatIsNotComparedTheRestStaysUnchanged() throws InterruptedException {
        String head = numbers(0, 1_000);
        String tail = numbers(1_000, 2_000);

        SortedMap<Integer, String> added =
                added(head + "a\n" + letters(60_000, 1) + tail, head + "b\n" + letters(60_000, 2) + tail);

        assertEquals(MOST_OF_A_TEXT, lines.comparisons());
        assertTrue(added.firstKey() > 1_000, () -> "from " + added.firstKey());
        assertTrue(added.lastKey() <= 61_001, () -> "to " + added.lastKey());
    }

    @Test
    void manySuchTextsShareALimitThatLeavesOrdinaryChangesAsTheyAre() throws InterruptedException {
        while (lines.comparisons() < MOST_OF_ALL) {
            added(letters(60_000, 1), letters(60_000, 2));
        }

        assertEquals(Map.of(2, "x"), added("a\nb\nc\n", "a\nx\nc\n"));
        assertEquals(MOST_OF_ALL, lines.comparisons());
    }

    @Test
    void anInterruptIsNoticed() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> added("a\nb\n", "b\na\n"));
        assertFalse(Thread.interrupted());
    }
}
