package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.LaunchMode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.Ticket;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.deadline.Deadline;
import org.tracehook.delivery.Reply;
import org.tracehook.githost.GitHost;
import org.tracehook.githost.PullRequestConfig;
import org.tracehook.orchestrator.ExecutionMode;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.Scrubber;
import org.tracehook.viewer.LocalGitHost;
import org.tracehook.viewer.OwnDevMode;
import org.tracehook.workspace.LocalRepository;
import org.tracehook.workspace.WorkspaceConfig;
import org.tracehook.workspace.Workspaces;

/** Dev mode's way from a sample ticket to a draft, with the author and the git host that it brings. */
@Timeout(120)
class SampleFlowTest {

    private static final String FIXTURE = "cloud-issue-updated-selected-for-development";
    private static final String BRANCH = "develop/PROJ-125";
    private static final String TOKEN = "a-token-of-the-stand-in";

    @RegisterExtension
    final OwnDevMode dev = new OwnDevMode();

    @TempDir
    Path temporary;

    private Path repository;
    private Map<String, String> properties;
    private TestFunction function;

    @BeforeEach
    void start() throws IOException {
        repository = temporary.resolve("sample-repository.git");
        LocalRepository.createIfAbsent(repository, SampleRepository.files());
        properties = Map.of(
                "tracehook.webhook.secret", TestFunction.SECRET,
                "tracehook.delivery.max-age", "off",
                "tracehook.deadline.ceiling", "10m",
                "tracehook.workspace.repository", repository.toString(),
                "tracehook.workspace.allow-local-repository", "true",
                "tracehook.development.paths", "src/**",
                "tracehook.testing.command", "sh,test/run.sh",
                "tracehook.testing.reports", "reports/*.xml");
        function = TestFunction.of(properties, LaunchMode.DEVELOPMENT)
                .sample(standIn())
                .agent(author());
    }

    @AfterEach
    void stop() {
        new LocalGitHost().stop();
    }

    private GitHost standIn() {
        URI address = new LocalGitHost()
                .start(TOKEN, new LocalGitHost.Repository("it", branch -> LocalRepository.head(repository, branch)));
        return GitHost.ofDirectories(
                Configured.of(PullRequestConfig.class, Map.of()), address.resolve(LocalGitHost.API), Secret.of(TOKEN));
    }

    private Agent author() {
        WorkspaceConfig config = TestFunction.config(properties, WorkspaceConfig.class);
        Workspaces workspaces = Workspaces.from(config, false, Clocks.ticking(), new Faults());
        return new SampleAuthor(workspaces, repository.toString());
    }

    private JsonNode deliver(byte[] body) {
        Reply reply = function.signed(body);
        assertEquals(200, reply.status(), reply::toString);
        JsonNode document = TestFunction.json(reply);
        assertEquals("SUCCESS", document.path("pipeline_status").asText(), document::toString);
        return document;
    }

    private List<String> summaries(JsonNode reply) {
        return function.trace(reply.path("trace_id").asText()).steps().stream()
                .map(ExecutionStep::outputSummary)
                .toList();
    }

    private static String page(JsonNode reply) throws IOException, InterruptedException {
        URI url = URI.create(reply.path("pull_request_url").asText());
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void aSampleTicketBecomesADraftWhoseTextIsOnAPage() throws Exception {
        JsonNode reply = deliver(TestFunction.fixture(FIXTURE));

        String commit = LocalRepository.head(repository, BRANCH).orElseThrow();
        assertEquals(commit, reply.path("final_commit").asText());
        String committed = "Committed 1 file(s) to " + BRANCH + " (" + commit.substring(0, 7) + ")";
        assertEquals(
                List.of(
                        "Proposed the canned change of src/greeting.sh",
                        "Decision: APPROVE",
                        committed,
                        "Status: PASS, Tests: 5/5",
                        "Opened draft pull request 1"),
                summaries(reply));
        String page = page(reply);
        assertTrue(page.contains("<h1>PROJ-125: Say good night "), page);
        assertTrue(page.contains("3. development_agent: " + committed + "\n4. testing_agent: Status: PASS"), page);
        assertTrue(page.contains("success</span> <b>tracehook</b> 5 step(s) succeeded"), page);
        assertFalse(function.output().contains(TOKEN));
    }

    @Test
    void movedAgainItFindsTheDraftAndHasNothingToCommit() throws Exception {
        JsonNode first = deliver(TestFunction.happening(FIXTURE));

        JsonNode second = deliver(TestFunction.happening(FIXTURE));

        assertEquals(
                first.path("pull_request_url").asText(),
                second.path("pull_request_url").asText());
        assertEquals(
                first.path("final_commit").asText(), second.path("final_commit").asText());
        List<String> summaries = summaries(second);
        assertEquals("Decision: APPROVE (the proposal changes nothing)", summaries.get(1));
        assertTrue(summaries.get(2).startsWith("No changes to commit to " + BRANCH), summaries::toString);
        assertEquals("Pull request 1 is open already", summaries.get(4));
    }

    @Test
    void theSummaryOfTheTicketIsTextInTitleAndPage() throws Exception {
        String hostile = new String(TestFunction.fixture(FIXTURE), StandardCharsets.UTF_8)
                .replace("\"summary\": \"Say good night\"", "\"summary\": \"<script>alert(1)</script> & <b>\"");

        String page = page(deliver(hostile.getBytes(StandardCharsets.UTF_8)));

        assertTrue(page.contains("‹script&gt;alert(1)‹/script&gt; &amp; ‹b&gt;"), page);
        assertFalse(page.contains("<script") || page.contains("<b>&"), page);
    }

    @Test
    void theAuthorLeavesOtherRepositoriesAlone() throws Exception {
        AgentRequest request = new AgentRequest(
                new AgentRequest.Step("t", 1, SampleAuthor.NAME, "Write", 1, "t/1"),
                Deadline.in(Duration.ofMinutes(1)),
                Map.of("repository", "https://git.example.com/team/app.git"),
                new Ticket("PROJ-125", null, Map.of()),
                Map.of());

        Failure failure = (Failure) author().execute(request);

        assertTrue(failure.error().contains("writes to the sample repository alone"), failure.error());
    }

    private static Settings settings(Map<String, String> properties) {
        return new Settings(Configured.config(properties), Set.of());
    }

    private static Optional<GitHost> hostOf(Map<String, String> more, Faults faults) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("tracehook.workspace.repository", "target/sample-repository.git");
        Settings settings = settings(properties);
        Composition composition = new Composition(
                faults, settings, ExecutionMode.INLINE, LaunchMode.DEVELOPMENT, List.of(SampleGitHost.plan()));
        GitHostBeans real = new GitHostBeans(settings, faults);
        Scrubber scrubber = new TraceBeans().scrubber(settings);
        return Optional.ofNullable(new SampleGitHost(settings)
                .configured(real, composition, Clocks.ticking(), scrubber)
                .host());
    }

    @Test
    void theStandInIsThereWhileNoRealHostIsConfigured() {
        Faults none = new Faults();
        assertTrue(hostOf(Map.of(), none).isPresent());
        assertEquals(List.of(), none.all());

        Faults faults = new Faults();
        assertTrue(
                hostOf(Map.of("tracehook.pull-request.host", "github"), faults).isEmpty());
        assertTrue(faults.message().contains("must be the HTTPS URL of a repository on GitHub"), faults.message());
    }

    private static List<String> intentsOf(Map<String, String> properties) {
        return new SampleGitHost(settings(properties))
                .plans().stream().map(plan -> plan.intentType()).toList();
    }

    @Test
    void thePlanIsThereWhileTheSampleIsAndNoOtherIntentIsConfigured() {
        String key = "tracehook.workspace.repository";
        String sample = "target/sample-repository.git";

        assertEquals(List.of("ticket_to_tested_pull_request"), intentsOf(Map.of(key, sample)));
        assertEquals(List.of(), intentsOf(Map.of(key, "https://git.example.com/team/app.git")));
        assertEquals(List.of(), intentsOf(Map.of()));
        String task = "tracehook.intents.own.tasks[0].";
        assertEquals(List.of(), intentsOf(Map.of(key, sample, task + "agent", "testing_agent", task + "task", "Test")));
        assertEquals(Optional.empty(), LocalRepository.head(temporary.resolve("none.git"), "main"));
    }
}
