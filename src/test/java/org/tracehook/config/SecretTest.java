package org.tracehook.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void aSecretIsNeverPrinted() {
        assertEquals("(secret)", Secret.of("correct horse").toString());
    }

    @Test
    void aSecretKnowsItself() {
        assertTrue(Secret.of("pässword").is("pässword"));
        assertFalse(Secret.of("pässword").is("password"));
    }

    @Test
    void environmentVariablesAreNamedAsMicroProfileConfigMapsThem() {
        assertEquals("TRACEHOOK_WEBHOOK_SECRET", Fault.environmentVariable("tracehook.webhook.secret"));
        assertEquals("TRACEHOOK_TRIGGERS_0__TO_STATUS", Fault.environmentVariable("tracehook.triggers[0].to-status"));
    }
}
