package org.tracehook.packaged;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tracehook.bench.Sample;

/** Processes started one after another, each for one delivery; candidates take turns, so that a busy machine slows all of them. */
final class ColdStarts {

    private final Map<Candidate, List<ColdStart>> starts = new LinkedHashMap<>();

    /** Starts each candidate so many times, and once before, for the files to be in the page cache. */
    static ColdStarts of(List<Candidate> candidates, int rounds) throws IOException {
        ColdStarts all = new ColdStarts();
        for (Candidate candidate : candidates) {
            once(candidate);
        }
        for (int round = 0; round < rounds; round++) {
            for (Candidate candidate : candidates) {
                all.add(candidate, once(candidate));
            }
        }
        return all;
    }

    /** Starts each candidate so many times, each time with its files on the disk alone, as where it never ran before. */
    static ColdStarts fromDisk(List<Candidate> candidates, int rounds) throws IOException {
        ColdStarts all = new ColdStarts();
        for (int round = 0; round < rounds; round++) {
            for (Candidate candidate : candidates) {
                candidate.dropFromPageCache();
                all.add(candidate, once(candidate));
            }
        }
        return all;
    }

    private void add(Candidate candidate, ColdStart start) {
        starts.computeIfAbsent(candidate, first -> new ArrayList<>()).add(start);
    }

    private static ColdStart once(Candidate candidate) throws IOException {
        try (Running running = candidate.start()) {
            double poll = running.untilFirstPoll();
            double reply = running.review();
            return new ColdStart(poll, poll + reply, running.residentMemory());
        }
    }

    Sample untilFirstPoll(Candidate candidate) {
        return Sample.of(starts.get(candidate), ColdStart::firstPoll);
    }

    Sample untilFirstReply(Candidate candidate) {
        return Sample.of(starts.get(candidate), ColdStart::firstReply);
    }

    Sample residentMemory(Candidate candidate) {
        return Sample.of(starts.get(candidate), ColdStart::residentMemory);
    }

    /**
     * One start.
     *
     * @param firstPoll milliseconds from the start of the process until it asked for an event
     * @param firstReply milliseconds from the start of the process until its first event was answered
     * @param residentMemory what it had then, MB
     */
    private record ColdStart(double firstPoll, double firstReply, double residentMemory) {}
}
