package org.tracehook.agent.development;

import java.util.Map;
import java.util.Optional;

/** Looks for what must not leave in a push. */
@FunctionalInterface
public interface ContentCheck {

    /**
     * What is wrong with the files, for people and without showing it; empty when they may leave.
     *
     * @param contentByPath the files as they are to be written
     * @throws InterruptedException if the step ran out of time
     */
    Optional<String> problemWith(Map<String, String> contentByPath) throws InterruptedException;
}
