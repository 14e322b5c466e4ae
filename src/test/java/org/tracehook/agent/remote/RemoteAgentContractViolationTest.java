package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.remote.RemoteAgentServer.Reaction;

/** An agent that breaks the contract fails its test. */
class RemoteAgentContractViolationTest {

    private static final Reaction REPLY = RemoteAgentServer.json("{\"outcome\":\"success\",\"summary\":\"x\"}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"outcome\":\"done\"}",
                "{\"outcome\":\"fail\",\"summary\":\"no error\"}",
                "{\"outcome\":\"success\",\"outcome\":\"success\",\"summary\":\"x\"}",
                "<html>"
            })
    void anotherReplyFails(String reply) throws Exception {
        assertFails(RemoteAgentServer.json(reply), contract -> contract::answersWithAReply);
    }

    @Test
    void anotherStatusFails() throws Exception {
        assertFails(RemoteAgentServer.status(500), contract -> contract::answersWithAReply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://127.0.0.2/jobs/7"})
    void acceptanceThatCannotBeAskedAboutFails(String location) throws Exception {
        Map<String, String> headers = location.isEmpty() ? Map.of() : Map.of("Location", location);

        assertFails(RemoteAgentServer.reply(202, headers, new byte[0]), contract -> contract::answersWithAReply);
    }

    @Test
    void anAgentThatTakesItsTimeKeepsTheContract() throws Exception {
        Reaction accepted = RemoteAgentServer.reply(202, Map.of("Location", "/jobs/7"), new byte[0]);
        try (RemoteAgentServer server = RemoteAgentServer.reacting(accepted, accepted, REPLY)) {
            new RemoteAgentContract(server.url(), Optional.of(Fixtures.TOKEN)).answersWithAReply();

            assertEquals(3, server.received().size());
        }
    }

    @Test
    void workDoneTwiceFails() throws Exception {
        Reaction eachTimeAnew = (request, out) -> RemoteAgentServer.json(
                        "{\"outcome\":\"success\",\"summary\":\"" + UUID.randomUUID() + "\"}")
                .to(request, out);

        assertFails(eachTimeAnew, contract -> contract::answersARepeatedKeyWithTheSameReply);
    }

    @Test
    void strictnessAboutUnknownMembersFails() throws Exception {
        Reaction strict = (request, out) ->
                (request.body().contains("x_unknown") ? RemoteAgentServer.status(400) : REPLY).to(request, out);

        assertFails(strict, contract -> contract::ignoresUnknownMembers);
    }

    @Test
    void anAgentThatAnswersAnybodyFails() throws Exception {
        assertFails(REPLY, contract -> contract::refusesAnotherToken);
    }

    private static void assertFails(Reaction reaction, Function<RemoteAgentContract, Executable> check)
            throws Exception {
        try (RemoteAgentServer server = RemoteAgentServer.reacting(reaction)) {
            RemoteAgentContract contract = new RemoteAgentContract(server.url(), Optional.of(Fixtures.TOKEN));

            assertThrows(AssertionError.class, check.apply(contract));
            assertTrue(server.received().size() > 0);
        }
    }
}
