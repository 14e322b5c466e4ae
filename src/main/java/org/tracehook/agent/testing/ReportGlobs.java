package org.tracehook.agent.testing;

import java.util.List;
import org.tracehook.agent.Glob;
import org.tracehook.agent.OneLine;

/**
 * Which files of a checkout are test reports.
 *
 * @param texts the globs as they are configured
 * @param globs the same, read
 */
record ReportGlobs(List<String> texts, List<Glob> globs) {

    ReportGlobs {
        texts = List.copyOf(texts);
        globs = List.copyOf(globs);
    }

    boolean isEmpty() {
        return globs.isEmpty();
    }

    boolean match(String path) {
        return globs.stream().anyMatch(glob -> glob.matches(path));
    }

    /** The globs as one line. */
    @Override
    public String toString() {
        return OneLine.of(String.join(", ", texts));
    }
}
