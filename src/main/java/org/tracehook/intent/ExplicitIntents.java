package org.tracehook.intent;

import java.util.List;
import java.util.Set;

/**
 * What an authenticated body may ask for by itself.
 *
 * @param allowed the intents it may name
 * @param payloadContext the context keys it may fill
 * @param configured the intents that have a plan
 */
public record ExplicitIntents(List<String> allowed, List<String> payloadContext, Set<String> configured) {

    public ExplicitIntents {
        allowed = List.copyOf(allowed);
        payloadContext = List.copyOf(payloadContext);
        configured = Set.copyOf(configured);
    }

    /**
     * Whether the body may name that intent. One that nobody configured passes: it runs nothing, and its failed trace
     * tells the sender which intents there are.
     */
    boolean allows(String intentType) {
        return allowed.contains(intentType) || !configured.contains(intentType);
    }
}
