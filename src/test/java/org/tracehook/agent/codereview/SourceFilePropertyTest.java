package org.tracehook.agent.codereview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;

class SourceFilePropertyTest {

    @Property
    void plainPathHasOnlyPlainParts(@ForAll @Chars({'/', '\\', '.', 'a'}) String path) {
        String plain = plain(path);

        assertEquals(plain, plain(plain));
        assertTrue(plain.isEmpty()
                || Arrays.stream(plain.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals("..")));
    }

    private static String plain(String path) {
        return SourceFile.whole(path, "").plainPath();
    }
}
