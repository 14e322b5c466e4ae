package org.tracehook.webhook;

import java.util.List;

/**
 * Who may deliver webhooks and what a delivery may ask for, read and checked.
 *
 * @param credentials what makes a delivery authentic
 * @param maxBodySize the longest body in bytes
 * @param paused whether every authentic delivery is answered with ignored
 * @param sites the Jiras whose deliveries are taken
 * @param explicitIntents the intents that a body may name
 * @param payloadContext the context values that such a body may fill
 */
public record WebhookSettings(
        Credentials credentials,
        long maxBodySize,
        boolean paused,
        ServedSites sites,
        List<String> explicitIntents,
        List<String> payloadContext) {}
