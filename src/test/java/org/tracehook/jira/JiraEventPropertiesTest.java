package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tracehook.http.InvalidJsonException;

class JiraEventPropertiesTest {

    private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]+-[0-9]+");

    @Property
    void anyBytesAreAnEventOrRefused(@ForAll byte[] body) {
        assertEventOrRefusal(body);
    }

    @Property
    void anyDamageToADeliveryIsAnEventOrRefused(@ForAll int place, @ForAll byte damage) {
        byte[] body = Fixtures.bytes("dc-issue-updated");
        body[Math.floorMod(place, body.length)] = damage;

        assertEventOrRefusal(body);
    }

    private static void assertEventOrRefusal(byte[] body) {
        try {
            assertNotNull(JiraEvent.parse(body, null));
        } catch (InvalidJsonException refused) {
            if (!refused.getMessage().startsWith("The body ")) {
                fail(refused);
            }
        }
    }

    @Property
    void keysAreThoseOfJirasPattern(@ForAll("nearlyKeys") String text) {
        assertEquals(KEY.matcher(text).matches(), Issue.isKey(text));
    }

    @Provide
    Arbitrary<String> nearlyKeys() {
        return Arbitraries.strings().withChars("AZ09_-a\n").ofMaxLength(8);
    }

    @Property
    void aTitledBlockComesBackAsItWas(@ForAll("contents") String content) {
        assertEquals(
                Map.of("src/app.py", content.replace("\r\n", "\n")),
                CodeBlocks.of(TextNode.valueOf("{code:title=src/app.py}\n" + content + "{code}")));
    }

    @Provide
    Arbitrary<String> contents() {
        return Arbitraries.strings().withChars("ab{}:|\r\n \u00e4").ofMaxLength(40);
    }
}
