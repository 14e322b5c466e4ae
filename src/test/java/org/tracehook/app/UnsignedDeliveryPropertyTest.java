package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tracehook.delivery.Reply;

/** Whatever somebody without the secret sends: refused, with one line. */
class UnsignedDeliveryPropertyTest {

    @Property(tries = 300)
    void anyBytesWithAnyHeaderAreRefused(
            @ForAll byte[] body, @ForAll("headerNames") String name, @ForAll String value) {
        TestFunction function = TestFunction.with(Map.of());

        Reply reply = function.post(body, Map.of(name, value, "content-type", "application/json"));

        assertEquals(401, reply.status());
        assertEquals(List.of("webhook.rejected"), function.events());
    }

    @Provide
    Arbitrary<String> headerNames() {
        return Arbitraries.of(
                "x-hub-signature",
                "X-Hub-Signature",
                "x-webhook-token",
                "host",
                "origin",
                "x-atlassian-webhook-identifier");
    }
}
