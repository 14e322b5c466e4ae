package org.tracehook.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    @Test
    void aFaultNamesThePropertyAndItsVariable() {
        assertEquals(
                "tracehook.webhook.token-header (TRACEHOOK_WEBHOOK_TOKEN_HEADER): is wrong",
                new Fault("tracehook.webhook.token-header", "is wrong").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tracehook.triggers[0].name",
                "tracehook.intents.my_intent.required",
                "tracehook.remote-agents.testing_agent.url",
                "TRACEHOOK_PAUSE"
            })
    void whatBelongsIntoAFileOrIsAVariableStandsAlone(String property) {
        assertEquals(property + ": is wrong", new Fault(property, "is wrong").toString());
    }
}
