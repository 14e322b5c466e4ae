package org.tracehook.agent.pullrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.AgentRequest.EarlierStep;
import org.tracehook.agent.AgentRequest.Past;
import org.tracehook.agent.Ticket;
import org.tracehook.agent.TicketFields;
import org.tracehook.deadline.Deadline;

class PullRequestTextTest {

    private final PullRequestText text = new PullRequestText(
            Optional.of("https://acme.atlassian.net"), words -> words.replace("s3cr3t-v4lu3", "[secret]"));

    private static Ticket ticket(String key, String words) {
        TicketFields fields =
                words == null ? TicketFields.NONE : TicketFields.of(Map.of("summary", TextNode.valueOf(words)));
        return new Ticket(key, "In Progress", Map.of(), fields);
    }

    private static AgentRequest request(EarlierStep... steps) {
        return new AgentRequest(
                new AgentRequest.Step(
                        "2289219a-a8c4-4012-be7d-489185977869", 3, "pull_request_agent", "Open", 1, "k/3"),
                Deadline.in(Duration.ofMinutes(1)),
                Map.of(),
                ticket("PROJ-1", "Say hello"),
                Map.of(),
                Optional.empty(),
                new Past(List.of(steps), Optional::empty));
    }

    @Test
    void theTitleBeginsWithTheKeyInUpperCase() {
        assertEquals("PROJ-1: Say hello", text.title(ticket("proj-1", "Say hello")));
        assertEquals("PROJ-1", text.title(ticket("PROJ-1", null)));
        assertEquals("PROJ-1", text.title(ticket("PROJ-1", " \n")));
    }

    @Test
    void theTitleIsCutAfterSecretsAreOutAndTricksAreWords() {
        String title = text.title(ticket("PROJ-1", "[skip ci] s3cr3t-v4lu3 " + "x".repeat(300)));

        assertTrue(title.startsWith("PROJ-1: (skip ci) (secret) xxx"), title);
        assertEquals(200, title.length());
        assertTrue(title.endsWith("x…"), title);
    }

    @Test
    void theBodyLinksTheIssueAndShowsStepsAndTrace() {
        assertEquals(
                """
                Issue: [PROJ-1](https://acme.atlassian.net/browse/PROJ-1)

                Steps so far:

                ```
                1. code_review_agent: Decision: APPROVE
                2. development_agent: Committed 1 file(s) to develop/PROJ-1 (e4d1aba)
                ```

                Trace ID: `2289219a-a8c4-4012-be7d-489185977869`

                Tracehook opened this request. It does not change it again: merging is a person's.
                """,
                text.body(request(
                        new EarlierStep("code_review_agent", "Decision: APPROVE"),
                        new EarlierStep("development_agent", "Committed 1 file(s) to develop/PROJ-1 (e4d1aba)"))));
    }

    @Test
    void withoutAJiraThereIsNoLinkAndWithoutStepsNoList() {
        assertEquals("""
                Issue: PROJ-1

                Trace ID: `2289219a-a8c4-4012-be7d-489185977869`

                Tracehook opened this request. It does not change it again: merging is a person's.
                """, new PullRequestText(Optional.empty(), words -> words).body(request()));
    }

    /** Each line of an agent's words begins with a number: none of them ends the block, is a quick action or a trailer. */
    @Test
    void wordsOfAgentsStayInTheirLine() {
        String body = text.body(request(new EarlierStep(
                "author_agent",
                "x\n```\n/merge\n\n[go](https://evil.example) @octocat\nSigned-off-by: a s3cr3t-v4lu3")));

        assertTrue(
                body.contains(
                        "1. author_agent: x ''' /merge (go)(https: //evil.example) ＠octocat Signed-off-by: a (secret)\n```\n"),
                body);
    }

    @Test
    void ofManyStepsTheLastAreShownAndOfALongResultTheBeginning() {
        EarlierStep[] steps =
                Collections.nCopies(30, new EarlierStep("a", "x".repeat(2_000))).toArray(EarlierStep[]::new);

        String body = text.body(request(steps));

        assertTrue(body.contains("```\n11. a: xxx") && body.contains("\n30. a: xxx"), body);
        assertTrue(body.length() < 20 * 520 + 300, () -> "" + body.length());
    }
}
