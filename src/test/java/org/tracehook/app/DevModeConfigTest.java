package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;

class DevModeConfigTest {

    private static final String PAGE = "tracehook.viewer.port";
    private static final String GATEWAY = "tracehook.local-gateway.port";

    private static void assertPorts(int page, int gateway, Map<String, String> properties) {
        assertEquals(
                List.of(page, gateway),
                List.of(
                        Configured.of(DevModeConfig.PageConfig.class, properties)
                                .port(),
                        Configured.of(DevModeConfig.GatewayConfig.class, properties)
                                .port()));
    }

    @Test
    void thePageIsOn8090AndTheGatewayOn8080() {
        assertPorts(8090, 8080, Map.of());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "' 1234 ', 1234", "65535, 65535"})
    void aPortIsTakenAsConfigured(String text, int number) {
        assertPorts(number, 8080, Map.of(PAGE, text));
        assertPorts(8090, number, Map.of(GATEWAY, text));
    }

    private static final String LINK = "tracehook.viewer.commit-link";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/acme/app/commit/{commit}",
                "https://git.example.com:8443/app/-/commit/{commit}?view=parallel#top"
            })
    void aCommitLinkIsTakenAsConfigured(String link) {
        assertEquals(
                Optional.of(link),
                Configured.of(DevModeConfig.PageConfig.class, Map.of(LINK, " " + link))
                        .commitLink());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://github.com/acme/app/commit/{commit}",
                "https://github.com/acme/app/commits",
                "https://{commit}/",
                "https://someone@github.com/{commit}",
                "https://github.com/{commit}/{branch}",
                "javascript:alert(1)//{commit}"
            })
    void aCommitLinkThatIsNoPatternOfAnHttpsUrlIsAFault(String link) {
        Faults faults = new Faults();

        Configured.of(DevModeConfig.PageConfig.class, Map.of(LINK, link), faults);

        assertEquals(
                List.of(
                        new Fault(
                                LINK,
                                "must be an https URL with {commit} in its path, such as https://github.com/acme/app/commit/{commit}")),
                faults.all());
    }

    private static final String LOG = "tracehook.viewer.log-link";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://logs.example.com/?q={trace_id}",
                "https://logs.example.com:8443/{intent_type}/{issue_key}#{trace_id}"
            })
    void aLogLinkIsTakenAsConfigured(String link) {
        assertEquals(
                Optional.of(link),
                Configured.of(DevModeConfig.PageConfig.class, Map.of(LOG, " " + link))
                        .logLink());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://logs.example.com/?q={trace_id}",
                "https://logs.example.com/",
                "https://{trace_id}.example.com/",
                "https://logs.example.com/?q={commit}",
                "https://logs.example.com/?q={trace_id}&r={commit}"
            })
    void aLogLinkThatIsNoPatternOfAnHttpsUrlIsAFault(String link) {
        Faults faults = new Faults();

        Configured.of(DevModeConfig.PageConfig.class, Map.of(LOG, link), faults);

        assertEquals(
                List.of(
                        new Fault(
                                LOG,
                                "must be an https URL with {trace_id}, {issue_key} or {intent_type} after its host, such as https://logs.example.com/?q={trace_id}")),
                faults.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "80 90", "http", "99999999999", "8090.0"})
    void anythingElseIsAFaultAndNotTheEndOfTheOthers(String text) {
        Faults faults = new Faults();

        Configured.of(DevModeConfig.PageConfig.class, Map.of(PAGE, text), faults);
        Configured.of(DevModeConfig.GatewayConfig.class, Map.of(GATEWAY, text), faults);

        assertEquals(
                List.of(
                        new Fault(GATEWAY, "must be a whole number from 0 to 65535"),
                        new Fault(PAGE, "must be a whole number from 0 to 65535")),
                faults.all());
    }
}
