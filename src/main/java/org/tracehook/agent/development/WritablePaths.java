package org.tracehook.agent.development;

import java.util.List;
import java.util.Optional;
import org.tracehook.agent.Glob;
import org.tracehook.agent.WholeText;
import org.tracehook.config.Fault;

/** The paths that a ticket may change: those that the operator lists, and never the definition of a build. */
public final class WritablePaths {

    private static final String PROPERTY = "tracehook.development.paths";

    private final List<Glob> globs;

    /** The configured paths; none when nothing is configured. */
    public WritablePaths(DevelopmentConfig config) {
        this.globs = List.copyOf(config.paths().orElse(List.of()));
    }

    /** Why that path must not be written, for people; empty when it may be. */
    Optional<String> refusal(String path) {
        String shown = "'" + WholeText.of(path) + "'";
        if (globs.isEmpty()) {
            return Optional.of("nothing may be written: set " + PROPERTY + " (" + Fault.environmentVariable(PROPERTY)
                    + ") to globs such as src/**");
        }
        if (BuildDefinitions.include(path)) {
            return Optional.of(shown + " defines what a build or git does: a ticket must not change it");
        }
        return globs.stream().anyMatch(glob -> glob.matches(path))
                ? Optional.empty()
                : Optional.of(shown + " is outside " + PROPERTY);
    }
}
