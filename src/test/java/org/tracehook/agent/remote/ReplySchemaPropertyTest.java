package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a reply is made of, the published schema and the code judge it alike. */
class ReplySchemaPropertyTest {

    @Property(tries = 2_000)
    void schemaAndCodeAgreeOnEveryReply(@ForAll("replies") String reply) {
        assertEquals(Fixtures.violations("reply", reply).isEmpty(), Fixtures.isRead(reply), reply);
    }

    @Provide
    Arbitrary<String> replies() {
        Arbitrary<String> outcome = Arbitraries.of(
                "",
                "\"outcome\":\"success\",",
                "\"outcome\":\"fail\",",
                "\"outcome\":\"blocked\",",
                "\"outcome\":\"done\",",
                "\"outcome\":null,",
                "\"outcome\":{},");
        Arbitrary<String> outputs = Arbitraries.of(
                "",
                "\"outputs\":{},",
                "\"outputs\":null,",
                "\"outputs\":[],",
                "\"outputs\":0,",
                "\"outputs\":{\"a\":null},",
                "\"outputs\":{\"branch\":\"main\"},",
                "\"outputs\":{\"branch\":\"a b\"},",
                "\"outputs\":{\"commit\":\"" + "0123456789".repeat(4) + "\"},",
                "\"outputs\":{\"commit\":null},",
                "\"outputs\":{\"usage\":{\"input_tokens\":1}},",
                "\"outputs\":{\"usage\":{\"input_tokens\":-1}},");
        return Combinators.combine(outcome, text("summary"), text("error"), outputs)
                .as((first, second, third, fourth) -> "{" + first + second + third + fourth + "\"x\":1}");
    }

    private static Arbitrary<String> text(String name) {
        return Arbitraries.of("", "null,", "\"\",", "\" \",", "\"x\",", "1,", "true,", "{},", "[\"x\"],")
                .map(value -> value.isEmpty() ? "" : "\"" + name + "\":" + value);
    }
}
