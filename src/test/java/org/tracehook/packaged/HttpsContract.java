package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.agent.remote.SelfSigned;

/**
 * What holds of HTTPS on Lambda: hosts are spoken to by TLS and have to show a certificate that somebody vouches for. Only
 * who speaks TLS, and has authorities to compare with, can tell that a certificate is not trusted.
 */
abstract class HttpsContract {

    @TempDir
    Path taskRoot;

    @Test
    void certificatesOfGitHostsOfRemoteAgentsAndOfAwsAreLookedAt() throws Exception {
        FunctionZip.built().unpackTo(taskRoot);
        try (RemoteAgentServer host = RemoteAgentServer.reacting(SelfSigned.sockets(), RemoteAgentServer.json("{}"))) {
            URI url = URI.create(host.httpsUrl());
            Files.writeString(taskRoot.resolve("config/application.properties"), """
                    tracehook.intents.review_code.tasks[0].agent=code_review_agent
                    tracehook.intents.review_code.tasks[0].task=Review
                    tracehook.intents.release.tasks[0].agent=release_agent
                    tracehook.intents.release.tasks[0].task=Release
                    tracehook.remote-agents.release_agent.url=%s
                    tracehook.remote-agents.release_agent.token=a-token-of-sixteen
                    tracehook.remote-agents.release_agent.retries=0
                    """.formatted(url));
            try (DeployedFunction function = DeployedFunction.started(taskRoot, environment(url))) {
                assertSays(function, "review_code", "has no certificate that Java trusts here");
                assertSays(function, "release", "TLS failed, check its certificate");
                assertTrue(host.received().isEmpty(), host.received()::toString);
                function.endCleanly();
            }
            try (DeployedFunction function = DeployedFunction.started(taskRoot, atAws(url))) {
                DeployedFunction.Delivered refused = function.deliver(intent("release"));

                assertEquals(503, refused.reply().status(), refused.reply()::body);
                assertTrue(
                        refused.lines().toString().contains("unable to find valid certification path"),
                        refused.lines()::toString);
            }
        }
    }

    private static void assertSays(DeployedFunction function, String intent, String part) throws Exception {
        GatewayReply reply = function.deliver(intent(intent)).reply();

        assertTrue(reply.json().path("error").asText().contains(part), reply::body);
    }

    private static GatewayEvent intent(String name) {
        return JiraDelivery.signed("{\"intent\": \"%s\", \"issue\": {\"key\": \"PROJ-1\"}}"
                .formatted(name)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> environment(URI host) {
        return Map.of(
                "TRACEHOOK_WEBHOOK_SECRET",
                JiraDelivery.SECRET,
                "TRACEHOOK_WEBHOOK_EXPLICIT_INTENTS",
                "review_code,release",
                "TRACEHOOK_DELIVERY_ACCEPT_DUPLICATES",
                "true",
                "TRACEHOOK_WORKSPACE_REPOSITORY",
                "https://" + host.getAuthority() + "/app.git");
    }

    private static Map<String, String> atAws(URI host) {
        return Map.of(
                "TRACEHOOK_WEBHOOK_SECRET",
                "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tracehook-AbCdEf",
                "TRACEHOOK_DELIVERY_ACCEPT_DUPLICATES",
                "true",
                "TRACEHOOK_SECRETS_ENDPOINT_OVERRIDE",
                "https://" + host.getAuthority(),
                "AWS_ACCESS_KEY_ID",
                "anykey",
                "AWS_SECRET_ACCESS_KEY",
                "a-secret-key-of-lambda");
    }
}
