package org.tracehook.agent.codereview;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first three different things to say about a change; the same message in the same file counts once. */
final class Issues {

    private static final int MOST = 3;

    private final Map<List<String>, String> first = new LinkedHashMap<>();

    void add(Finding finding) {
        if (first.size() < MOST) {
            first.putIfAbsent(List.of(finding.file(), finding.message()), finding.issue());
        }
    }

    /** The issues with {@code ;} between them. */
    @Override
    public String toString() {
        return String.join("; ", first.values());
    }
}
