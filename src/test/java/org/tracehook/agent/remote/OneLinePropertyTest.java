package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OneLinePropertyTest {

    @Property
    void whateverComesGoesOutShortAndVisible(@ForAll String text) {
        String line = OneLine.of(text);

        assertTrue(line.length() <= OneLine.LONGEST);
        assertFalse(line.isBlank());
        assertTrue(line.codePoints().noneMatch(Character::isISOControl));
        assertEquals(line, OneLine.of(line));
    }
}
