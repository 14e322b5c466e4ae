package org.tracehook.execution;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tracehook.delivery.Delivery;
import org.tracehook.idempotency.DeliveryKeys;
import org.tracehook.jira.JiraEvent;

/**
 * By what this function knows a delivery again.
 *
 * @param site the only Jira whose deliveries are taken; empty for several, whose deliveries all name theirs, and for any
 * @param identifierAlone whether a delivery without Jira's identifier is always new, as in dev mode: there a person sends
 *     the same file again on purpose
 */
public record KnownBy(Optional<String> site, boolean identifierAlone) {

    DeliveryKeys keys(JiraEvent event, Delivery delivery) {
        return DeliveryKeys.of(event, delivery.identifier(), site);
    }

    /** The keys that make it a duplicate; what is signed counts most. */
    List<String> duplicateKeys(DeliveryKeys keys) {
        return identifierAlone && keys.identifier().isEmpty()
                ? List.of()
                : Stream.of(keys.body(), keys.identifier())
                        .flatMap(Optional::stream)
                        .toList();
    }
}
