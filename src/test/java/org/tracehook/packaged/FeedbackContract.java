package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.packaged.JiraDelivery.fixture;
import static org.tracehook.packaged.JiraDelivery.signed;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.config.Fault;
import org.tracehook.feedback.FakeJira;

/** What holds when results are written back into Jira. */
abstract class FeedbackContract {

    @TempDir
    Path taskRoot;

    @Test
    void whatARunCameToStandsInJiraInTheReplyAndInTheLog() throws Exception {
        FunctionZip.built().unpackTo(taskRoot);
        Files.writeString(
                taskRoot.resolve("config/application.properties"),
                "tracehook.feedback.transitions.review_code.success=Done\n");
        try (FakeJira jira = FakeJira.cloud();
                DeployedFunction function = DeployedFunction.started(taskRoot, environment(jira))) {
            DeployedFunction.Delivered run = function.deliver(signed(fixture("cloud-issue-updated-in-review")));

            JsonNode reply = run.reply().json();
            assertEquals(
                    "{\"comment\":\"created\",\"comment_id\":\"10034\",\"transition\":\"made\",\"issue_status\":\"Done\",\"problems\":[]}",
                    reply.path("feedback").toString(),
                    reply::toString);
            JsonNode told = run.lines().get(run.lines().size() - 1);
            assertEquals("feedback.completed", told.path("event").asText());
            assertEquals(reply.path("feedback"), told.path("feedback"));
            String comment = jira.bodies("POST", "/comment").get(0).toString();
            assertTrue(comment.contains(reply.path("trace_id").asText()), comment);
            assertTrue(comment.contains("code_review_agent"), comment);
            assertEquals(1, jira.bodies("POST", "/transitions").size());
            function.endCleanly();
        }
    }

    /** On Lambda Jira has to be reached over HTTPS. */
    private static Map<String, String> environment(FakeJira jira) {
        Map<String, String> environment = new HashMap<>();
        jira.credentials()
                .forEach(
                        (key, value) -> environment.put(Fault.environmentVariable("tracehook.feedback." + key), value));
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "");
        environment.put("TRACEHOOK_WEBHOOK_SECRET", JiraDelivery.SECRET);
        environment.put("TRACEHOOK_DELIVERY_MAX_AGE", "off");
        return environment;
    }
}
