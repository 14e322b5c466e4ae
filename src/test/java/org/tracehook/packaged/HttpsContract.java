package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.agent.remote.SelfSigned;
import org.tracehook.aws.FakeSecretsManager;
import org.tracehook.config.Fault;
import org.tracehook.feedback.FakeJira;
import org.tracehook.workspace.BareRepository;
import org.tracehook.workspace.GitHttpServer;

/**
 * What holds of HTTPS on Lambda: hosts are spoken to by TLS and have to show a certificate that the trust store vouches for. Only
 * who speaks TLS, and has authorities to compare with, can tell whether it does.
 */
abstract class HttpsContract {

    private static final String SECRET_ID = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tracehook-AbCdEf";

    @TempDir
    Path directory;

    private final FakeSecretsManager secrets = new FakeSecretsManager();
    private final FakeJira jira = FakeJira.cloud();
    private Path taskRoot;
    private Path trustStore;
    private BareRepository repository;
    private GitHttpServer git;
    private RemoteAgentServer agent;
    private TlsFront gitFront;
    private TlsFront jiraFront;
    private TlsFront secretsFront;

    @BeforeEach
    void serve() throws Exception {
        taskRoot = Files.createDirectory(directory.resolve("task"));
        trustStore = directory.resolve("trusted.p12");
        FunctionZip.built().unpackTo(taskRoot);
        repository = BareRepository.create(directory.resolve("host.git"));
        repository.commit("main", Map.of("a.py", "1\n"));
        repository.branch("develop/PROJ-1", "main");
        repository.commit("develop/PROJ-1", Map.of("b.py", "2\n"));
        git = GitHttpServer.serving(repository);
        ServerSocketFactory sockets = SelfSigned.sockets(trustStore);
        agent = RemoteAgentServer.reacting(
                sockets, RemoteAgentServer.json("{\"outcome\": \"success\", \"summary\": \"Released\"}"));
        gitFront = TlsFront.of(sockets, git.url());
        jiraFront = TlsFront.of(sockets, jira.baseUrl());
        secretsFront = TlsFront.of(sockets, secrets.endpoint().toString());
        secrets.put(SECRET_ID, JiraDelivery.SECRET);
        Files.writeString(taskRoot.resolve("config/application.properties"), """
                tracehook.intents.review_code.tasks[0].agent=code_review_agent
                tracehook.intents.review_code.tasks[0].task=Review
                tracehook.intents.release.tasks[0].agent=release_agent
                tracehook.intents.release.tasks[0].task=Release
                tracehook.remote-agents.release_agent.url=%s
                tracehook.remote-agents.release_agent.token=a-token-of-sixteen
                tracehook.remote-agents.release_agent.retries=0
                """.formatted(agent.httpsUrl()));
    }

    @AfterEach
    void close() throws IOException {
        secretsFront.close();
        jiraFront.close();
        gitFront.close();
        agent.close();
        git.close();
        repository.close();
        jira.close();
        secrets.close();
    }

    private Map<String, String> environment(String secret) {
        Map<String, String> environment = new HashMap<>();
        jira.credentials()
                .forEach(
                        (key, value) -> environment.put(Fault.environmentVariable("tracehook.feedback." + key), value));
        environment.put("TRACEHOOK_FEEDBACK_BASE_URL", jiraFront.origin());
        environment.put("TRACEHOOK_WORKSPACE_REPOSITORY", gitFront.origin() + "/sample.git");
        environment.put("TRACEHOOK_SECRETS_ENDPOINT_OVERRIDE", secretsFront.origin());
        environment.put("TRACEHOOK_WEBHOOK_SECRET", secret);
        environment.put("TRACEHOOK_WEBHOOK_EXPLICIT_INTENTS", "review_code,release");
        environment.put("TRACEHOOK_DELIVERY_ACCEPT_DUPLICATES", "true");
        environment.put("AWS_ACCESS_KEY_ID", "anykey");
        environment.put("AWS_SECRET_ACCESS_KEY", "a-secret-key-of-lambda");
        return environment;
    }

    @Test
    void gitAgentsJiraAndAwsAreReachedWhenTheTrustStoreVouchesForThem() throws Exception {
        try (DeployedFunction function =
                DeployedFunction.started(taskRoot, environment(SECRET_ID), SelfSigned.trusting(trustStore))) {
            for (String intent : new String[] {"review_code", "release"}) {
                JsonNode reply = function.deliver(intent(intent)).reply().json();

                assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
                assertEquals("created", reply.at("/feedback/comment").asText(), reply::toString);
            }
            assertEquals(1, secrets.requests());
            assertEquals(1, agent.received().size());
            assertFalse(git.requests().isEmpty());
            function.endCleanly();
        }
    }

    @Test
    void gitAgentsJiraAndAwsAreRefusedWhenNobodyVouchesForThem() throws Exception {
        try (DeployedFunction function = DeployedFunction.started(taskRoot, environment(JiraDelivery.SECRET))) {
            assertSays(function, "review_code", "has no certificate that Java trusts here");
            assertSays(function, "release", "TLS failed, check its certificate");
            function.endCleanly();
        }
        try (DeployedFunction function = DeployedFunction.started(taskRoot, environment(SECRET_ID))) {
            DeployedFunction.Delivered refused = function.deliver(intent("release"));

            assertEquals(503, refused.reply().status(), refused.reply()::body);
            assertTrue(
                    refused.lines().toString().contains("unable to find valid certification path"),
                    refused.lines()::toString);
        }
        assertTrue(agent.received().isEmpty(), agent.received()::toString);
        assertTrue(git.requests().isEmpty(), git.requests()::toString);
        assertTrue(jira.requests().isEmpty(), jira.requests()::toString);
        assertEquals(0, secrets.requests());
    }

    /** The error of the run, and why it does not stand in Jira. */
    private static void assertSays(DeployedFunction function, String intent, String part) throws Exception {
        GatewayReply reply = function.deliver(intent(intent)).reply();

        assertTrue(reply.json().path("error").asText().contains(part), reply::body);
        assertTrue(
                reply.json().at("/feedback/problems/0").asText().contains("TLS failed, check its certificate"),
                reply::body);
    }

    private static GatewayEvent intent(String name) {
        return JiraDelivery.signed(
                "{\"intent\": \"%s\", \"issue\": {\"id\": \"10021\", \"key\": \"PROJ-1\", \"fields\": {\"status\": {\"name\": \"Open\"}}}}"
                        .formatted(name)
                        .getBytes(StandardCharsets.UTF_8));
    }
}
