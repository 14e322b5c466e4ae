package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;

class RemoteAgentsConfigTest {

    private static final String HTTPS = "https://agent.example.org/run";

    @Test
    void withoutConfigurationThereAreNone() {
        Faults faults = new Faults();

        assertEquals(
                List.of(),
                RemoteAgent.from(Fixtures.config(Map.of()), Set.of(), Fixtures.workspaces(Map.of()), true, faults));
        assertEquals(List.of(), faults.all());
    }

    @Test
    void agentsComeInTheOrderOfTheirNamesAndDoMoreThanLook() {
        String url = "http://localhost";
        Map<String, String> properties = Map.of(
                "tracehook.remote-agents.tester.url", url,
                "tracehook.remote-agents.Deploy-2.url", url,
                "tracehook.remote-agents.linter_.url", url);

        List<RemoteAgent> agents = RemoteAgent.from(
                Fixtures.config(properties), Set.of(), Fixtures.workspaces(Map.of()), false, new Faults());

        assertEquals(
                List.of("Deploy-2", "linter_", "tester"),
                agents.stream().map(RemoteAgent::name).toList());
        assertTrue(agents.stream().noneMatch(RemoteAgent::isReadOnly));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HTTPS,
                "https://agent.example.org",
                "HTTPS://agent.example.org:8443/run?code=a%20b",
                "https://192.0.2.1/run",
                "https://[2001:db8::1]/run",
                "https://localhost/run"
            })
    void httpsIsGoodEverywhere(String url) {
        assertEquals(List.of(), faults("url", url, true));
        assertEquals(List.of(), faults("url", url, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:9000/run",
                "http://LOCALHOST/",
                "http://127.0.0.1:9000",
                "http://127.255.255.254/",
                "http://[::1]:9000/run"
            })
    void plainHttpIsForLoopbackOutsideLambda(String url) {
        assertEquals(List.of(), faults("url", url, false));
        assertEquals(List.of("must begin with https:// on Lambda"), faults("url", url, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://agent.example.org/run",
                "http://localhost.example.org/",
                "http://localhost./",
                "http://127.0.0.1.example.org/",
                "http://0.0.0.0/",
                "http://2130706433/",
                "http://[::2]/",
                "http://[::ffff:127.0.0.1]/",
                "ftp://127.0.0.1/",
                "ws://127.0.0.1/"
            })
    void everythingElseMustBeHttps(String url) {
        assertEquals(
                List.of("must begin with https://; http:// is for loopback hosts alone, such as 127.0.0.1"),
                faults("url", url, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent.example.org",
                "/run",
                "https:",
                "https:///run",
                "https:agent.example.org",
                "https://agent_1.example.org/",
                "http://127.0.0.256/",
                "http://127.1/",
                "https://agent.example.org:x/",
                "https://agent.example.org:65536/",
                "https://agent.example.org/a b",
                "https://agent.example.org/ü",
                "https://ägent.example.org/",
                "https://agent.example.org/\u0007"
            })
    void whatIsNoUrlWithAHostIsAFault(String url) {
        assertEquals(
                List.of("must be a URL with a host, in ASCII, such as https://agent.example.org/run"),
                faults("url", url, false));
    }

    @Test
    void aUrlWithAPasswordOrAFragmentIsAFault() {
        assertEquals(
                List.of("must have no user or password before the host: set the token instead"),
                faults("url", "https://user:canary@agent.example.org/", false));
        assertEquals(
                List.of("must have no fragment: take out # and what follows"), faults("url", HTTPS + "#canary", false));
    }

    @Test
    void aMissingUrlIsAFault() {
        assertEquals(
                List.of(new Fault("tracehook.remote-agents.tester.url", "is empty: give it a value or take it out")),
                Fixtures.faults(with("url", ""), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef", "AZaz09-._~+/AZaz09==", "0123456789abcde="})
    void bearerTokensAreGood(String token) {
        assertEquals(List.of(), faults("token", token, true));
    }

    static Stream<String> badTokens() {
        return Stream.of(
                "short-canary",
                "canary 0123456789",
                "canary=0123456789",
                "canary-0123456789\r\nX: y",
                "canary-0123456789\u00e4",
                "canary-0123456789\u0000",
                "================",
                " canary-0123456789");
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aTokenThatNoHeaderCanHoldIsAFaultThatDoesNotShowIt(String token) {
        assertEquals(
                List.of("must have 16 characters or more, of A-Z a-z 0-9 - . _ ~ + / alone, at the end also ="),
                faults("token", token, true));
    }

    @ParameterizedTest
    @CsvSource({
        "timeout, 0s",
        "timeout, soon",
        "timeout, -1s",
        "timeout, 25h",
        "retries, 11",
        "retries, -1",
        "retries, two",
        "retries, 1.5",
        "retries, 0x1",
        "outputs, truncated",
        "outputs, 'a,1b'",
        "outputs, a-b",
        "outputs, ü",
        "outputs, _a"
    })
    void aValueThatMeansNothingIsAFaultOfItsProperty(String key, String value) {
        List<Fault> faults = Fixtures.faults(with(key, value), true);

        assertEquals(
                List.of("tracehook.remote-agents.tester." + key),
                faults.stream().map(Fault::property).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "timeout, 500ms",
        "timeout, 30",
        "timeout, PT1M",
        "retries, 0",
        "retries, ' 10 '",
        "outputs, 'a, B_2,usage'"
    })
    void aValueThatMeansSomethingIsNone(String key, String value) {
        assertEquals(List.of(), Fixtures.faults(with(key, value), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1tester", "_tester", "-tester", "té", "a b", "a.b", "a/b"})
    void anAgentMustBeNamedPlainly(String name) {
        String property = RemoteAgentsConfig.property(name);

        List<Fault> faults =
                Fixtures.faults(Map.of("tracehook.remote-agents.\"" + name + "\".url", "http://localhost"), false);

        assertEquals(
                List.of(new Fault(property, "must be named with a letter, then at most 63 letters, digits, _ and -")),
                faults);
    }

    @Test
    void anOverlongNameIsAFault() {
        Map<Integer, Integer> faultsByLength = new HashMap<>();
        for (int length : List.of(64, 65)) {
            String property = "tracehook.remote-agents." + "a".repeat(length) + ".url";
            faultsByLength.put(
                    length,
                    Fixtures.faults(Map.of(property, "http://localhost"), false).size());
        }

        assertEquals(Map.of(64, 0, 65, 1), faultsByLength);
    }

    @Test
    void usageIsDeclaredBesideTheConfiguredOutputs() {
        assertEquals(
                Set.of("usage"),
                Fixtures.agent("http://localhost", new ArrayList<>()).declaredOutputs());
        assertEquals(
                Set.of("report", "commit", "usage"),
                Fixtures.agent("http://localhost", new ArrayList<>(), "outputs", "report, commit")
                        .declaredOutputs());
    }

    @Test
    void allFaultsOfTypesAreReportedAtOnce() {
        List<Fault> faults = Fixtures.faults(
                Map.of(
                        "tracehook.remote-agents.tester.token", "canary",
                        "tracehook.remote-agents.tester.timeout", "x",
                        "tracehook.remote-agents.tester.retries", "x"),
                true);

        assertEquals(
                List.of("retries", "timeout", "url"),
                faults.stream()
                        .map(fault -> fault.property().replace("tracehook.remote-agents.tester.", ""))
                        .toList());
        assertFalse(faults.toString().contains("canary"), faults::toString);
    }

    @Test
    void allOtherFaultsAreReportedAtOnceAndTheAgentIsThereAllTheSame() {
        Faults faults = new Faults();
        Map<String, String> properties = Map.of(
                "tracehook.remote-agents.tester.url", "ftp://x",
                "tracehook.remote-agents.tester.token", "canary",
                "tracehook.remote-agents.other.url", "x");

        List<RemoteAgent> agents =
                RemoteAgent.from(Fixtures.config(properties), Set.of(), Fixtures.workspaces(Map.of()), true, faults);

        assertEquals(4, faults.all().size());
        assertFalse(faults.message().contains("canary"), faults.message());
        assertFalse(faults.message().contains("TRACEHOOK_REMOTE"), faults.message());
        assertEquals(
                List.of("other", "tester"),
                agents.stream().map(RemoteAgent::name).toList());
    }

    @Test
    void aTokenMayStandInAnEnvironmentVariable() {
        Map<String, String> properties = new HashMap<>(with("token", "${agent.token.of.the.tests}"));
        properties.put("agent.token.of.the.tests", Fixtures.TOKEN);

        assertEquals(List.of(Fixtures.TOKEN), announced(properties));
    }

    @Test
    void aTokenWhoseVariableIsMissingIsAFault() {
        String missing =
                "is missing: write ${VARIABLE} there, set that environment variable," + " and let the agent ask for it";

        assertEquals(List.of(missing), faults("token", "${no.such.variable.of.the.tests}", true));
        assertEquals(List.of(missing), faults("token", "", true));
    }

    @Test
    void onThisMachineAnAgentNeedsNoToken() {
        assertEquals(
                List.of(),
                Fixtures.faults(Map.of("tracehook.remote-agents.tester.url", "http://127.0.0.1:9000"), false));
    }

    @Test
    void onlyTokensThatAreSetAreSecrets() {
        assertEquals(List.of(), announced(with("token", "")));
    }

    private static List<String> announced(Map<String, String> properties) {
        List<String> announced = new ArrayList<>();
        RemoteAgentsConfig.announceSecrets(Fixtures.config(properties), announced::add);
        return announced;
    }

    private static List<String> faults(String key, String value, boolean onLambda) {
        List<Fault> faults = Fixtures.faults(with(key, value), onLambda);
        assertTrue(
                faults.stream().allMatch(fault -> fault.property().equals("tracehook.remote-agents.tester." + key)),
                faults::toString);
        return faults.stream().map(Fault::problem).toList();
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "tracehook.remote-agents.tester.url", HTTPS, "tracehook.remote-agents.tester.token", Fixtures.TOKEN));
        properties.put("tracehook.remote-agents.tester." + key, value);
        return properties;
    }
}
