package org.tracehook.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DevelopmentSecretTest {

    @AfterEach
    void forget() {
        System.getProperties().remove(DevelopmentSecret.KEY);
    }

    @Test
    void aProcessHasOneAndTheNextAnother() {
        String first = DevelopmentSecret.ofThisProcess().text();
        assertEquals(first, DevelopmentSecret.ofThisProcess().text());
        assertEquals(64, first.length());

        forget();

        assertNotEquals(first, DevelopmentSecret.ofThisProcess().text());
    }

    @Test
    void noTextOfASystemPropertyShowsIt() {
        String secret = DevelopmentSecret.ofThisProcess().text();

        assertFalse(System.getProperties().stringPropertyNames().contains(DevelopmentSecret.KEY));
        assertFalse(System.getProperties().toString().contains(secret));
    }
}
