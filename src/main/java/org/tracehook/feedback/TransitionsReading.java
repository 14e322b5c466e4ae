package org.tracehook.feedback;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tracehook.config.Values;
import org.tracehook.trace.PipelineStatus;

/** Reads where issues are to be moved from the configuration and reports every fault in it. */
final class TransitionsReading {

    private static final String PREFIX = "tracehook.feedback.transitions.";

    private final Set<String> intents;
    private final Values values;

    /** A reading for those intents. */
    TransitionsReading(Set<String> intents, Values values) {
        this.intents = intents;
        this.values = values;
    }

    /** What is configured, by intent and by the status in which its pipeline ends. */
    Map<String, Map<PipelineStatus, String>> read(Map<String, Map<String, String>> configured) {
        Map<String, Map<PipelineStatus, String>> all = new HashMap<>();
        configured.forEach((intent, byStatus) -> {
            String property = PREFIX + (intent.matches("[\\w-]+") ? intent : '"' + intent + '"');
            if (!intents.contains(intent)) {
                values.report(
                        property,
                        "there is no intent '" + intent + "': use one of " + String.join(", ", new TreeSet<>(intents)));
            }
            all.put(intent, byStatus(property + ".", byStatus));
        });
        return all;
    }

    private Map<PipelineStatus, String> byStatus(String prefix, Map<String, String> configured) {
        Map<PipelineStatus, String> targets = new EnumMap<>(PipelineStatus.class);
        configured.forEach((name, target) -> status(prefix, name).ifPresent(status -> {
            if (targets.put(status, target.strip()) != null) {
                values.report(prefix + name, "is there twice: take one out");
            }
            if (target.isBlank()) {
                values.report(prefix + name, "is empty: name the status to be reached");
            }
        }));
        return targets;
    }

    private Optional<PipelineStatus> status(String prefix, String name) {
        Optional<PipelineStatus> status = Arrays.stream(PipelineStatus.values())
                .filter(one -> one.isTerminal() && one.name().equalsIgnoreCase(name))
                .findFirst();
        if (status.isEmpty()) {
            values.report(
                    prefix + name,
                    "'" + name + "' is no status in which a pipeline ends: use one of success, partial, failed");
        }
        return status;
    }
}
