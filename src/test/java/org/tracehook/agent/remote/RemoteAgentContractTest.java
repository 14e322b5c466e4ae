package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tells whether an agent of your own keeps the contract:
 *
 * <pre>{@code
 * ./mvnw test -Dtest=RemoteAgentContractTest -Dremote-agent.url=http://127.0.0.1:9000 -Dremote-agent.token=...
 * }</pre>
 *
 * <p>Without a URL it runs against {@link SampleAgent}. What it sends stands in
 * {@code src/test/resources/remote-agent/request.json}: the agent really does that work.
 */
class RemoteAgentContractTest {

    private RemoteAgentServer sample;
    private Optional<String> token;
    private RemoteAgentContract contract;

    @BeforeEach
    void choose() {
        String url = System.getProperty("remote-agent.url");
        token = Optional.ofNullable(System.getProperty("remote-agent.token"));
        if (url == null) {
            sample = RemoteAgentServer.reacting(new SampleAgent());
            url = sample.url();
            token = Optional.of(Fixtures.TOKEN);
        }
        contract = new RemoteAgentContract(url, token);
    }

    @AfterEach
    void close() throws IOException {
        if (sample != null) {
            sample.close();
        }
    }

    @Test
    void aRequestIsAnsweredWithAReply() throws Exception {
        contract.answersWithAReply();
    }

    @Test
    void aRepeatedKeyIsAnsweredWithTheSameReply() throws Exception {
        contract.answersARepeatedKeyWithTheSameReply();
    }

    @Test
    void unknownMembersAreIgnored() throws Exception {
        contract.ignoresUnknownMembers();
    }

    @Test
    void anotherTokenIsRefused() throws Exception {
        assumeTrue(token.isPresent(), "The agent has no token: give it one, and this test -Dremote-agent.token");
        contract.refusesAnotherToken();
    }
}
