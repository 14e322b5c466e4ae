package org.tracehook.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tracehook.config.Secret;

class DevelopmentSecretTest {

    @AfterEach
    void forget() {
        System.getProperties().remove(DevelopmentSecret.KEY);
    }

    @Test
    void aProcessHasOneAndTheNextAnother() {
        Secret first = DevelopmentSecret.ofThisProcess();
        assertEquals(first, DevelopmentSecret.ofThisProcess());
        assertEquals(64, first.text().length());

        forget();

        assertNotEquals(first, DevelopmentSecret.ofThisProcess());
    }

    @Test
    void noTextOfASystemPropertyShowsIt() {
        String secret = DevelopmentSecret.ofThisProcess().text();

        assertFalse(System.getProperties().stringPropertyNames().contains(DevelopmentSecret.KEY));
        assertFalse(System.getProperties().toString().contains(secret));
    }
}
