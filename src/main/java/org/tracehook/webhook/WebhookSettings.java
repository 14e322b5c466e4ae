package org.tracehook.webhook;

import java.util.List;
import java.util.Optional;

/**
 * Who may deliver webhooks and what a delivery may ask for, read and checked.
 *
 * @param credentials what makes a delivery authentic
 * @param maxBodySize the longest body in bytes
 * @param paused whether every authentic delivery is answered with ignored
 * @param site the Jira host whose deliveries are taken; empty for any
 * @param explicitIntents the intents that a body may name
 * @param payloadContext the context values that such a body may fill
 */
record WebhookSettings(
        Credentials credentials,
        long maxBodySize,
        boolean paused,
        Optional<String> site,
        List<String> explicitIntents,
        List<String> payloadContext) {}
