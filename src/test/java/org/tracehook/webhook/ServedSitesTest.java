package org.tracehook.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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
import org.tracehook.jira.NamedSites;

class ServedSitesTest {

    private static final String CLOUD_ID = "11223344-a1b2-4c3d-8e9f-0123456789ab";

    private static ServedSites of(String... sites) {
        Faults faults = new Faults();
        ServedSites served = ServedSites.from(config(sites), faults);
        assertEquals(List.of(), faults.all());
        return served;
    }

    private static JiraConfig config(String... sites) {
        return Configured.of(JiraConfig.class, Map.of("tracehook.jira.site", String.join(",", sites)));
    }

    private static NamedSites named(String... sites) {
        return new NamedSites(Arrays.asList(sites), false);
    }

    @ParameterizedTest
    @CsvSource({
        "acme.atlassian.net, acme.atlassian.net",
        "' Acme.Atlassian.net ', acme.atlassian.net",
        "https://acme.atlassian.net, acme.atlassian.net",
        "https://acme.atlassian.net/, acme.atlassian.net",
        "jira.example.com/jira, jira.example.com/jira",
        "https://jira.example.com/jira/, jira.example.com/jira",
        "http://jira.example.com:8080, jira.example.com:8080",
        "jira.example.com:443, jira.example.com",
        "https://api.atlassian.com/ex/jira/11223344-A1B2-4c3d-8e9f-0123456789ab, 11223344-a1b2-4c3d-8e9f-0123456789ab",
        "11223344-A1B2-4c3d-8e9f-0123456789ab, 11223344-a1b2-4c3d-8e9f-0123456789ab",
    })
    void aSiteIsAHostWithItsContextPathOrACloudId(String configured, String site) {
        assertEquals(new ServedSites(List.of(site)), of(configured));
        assertEquals(Optional.of(site), of(configured).only());
    }

    @ParameterizedTest
    @CsvSource({
        "api.atlassian.com, a cloud id",
        "https://api.atlassian.com/ex/jira/acme, a cloud id",
        "acme.atlassian.net/jira, must be acme.atlassian.net alone",
        "https://acme.atlassian.net/jira/software, must be acme.atlassian.net alone",
        "https://jira.example.com/jira/rest/api/2, before /rest",
        "https://jira.example.com/jira/browse/PROJ-1, before /rest or /browse",
        "https://ann:pw@jira.example.com, no user",
        "https://jira.example.com?os_username=ann, query",
        "https://jira.example.com#x, fragment",
        "ftp://jira.example.com, must be a host",
        "jira example com, must be a host",
        "*.atlassian.net, must be a host",
    })
    void whateverIsNoSiteIsAFaultThatSaysWhatWouldBe(String configured, String advice) {
        Faults faults = new Faults();

        ServedSites.from(config("jira.example.com", configured), faults);

        assertEquals(
                List.of("tracehook.jira.site"),
                faults.all().stream().map(Fault::property).toList());
        assertTrue(faults.message().contains(advice), faults.message());
    }

    @Test
    void withoutASiteEveryDeliveryIsTaken() {
        ServedSites any = of();

        for (NamedSites named : List.of(named(), named("jira.example.com"), new NamedSites(List.of(), true))) {
            assertEquals(Optional.empty(), any.refusal(named));
        }
        assertEquals(Optional.empty(), any.only());
    }

    @Test
    void aDeliveryOfAnotherSiteIsRefusedWithWhatToAdd() {
        ServedSites served = of("acme.atlassian.net");

        assertEquals(Optional.empty(), served.refusal(named("acme.atlassian.net")));
        assertEquals(
                Optional.of(
                        "The delivery is of another Jira than tracehook.jira.site (TRACEHOOK_JIRA_SITE) names: if it"
                                + " is one of yours, add other.atlassian.net there."),
                served.refusal(named("other.atlassian.net")));
        assertTrue(served.refusal(named(CLOUD_ID)).isPresent());
        assertTrue(served.refusal(named("acme.atlassian.net", "other.atlassian.net"))
                .isPresent());
    }

    @Test
    void aMovedSiteIsTakenUnderBothItsNames() {
        ServedSites served = of("acme.atlassian.net", CLOUD_ID);

        assertEquals(Optional.empty(), served.refusal(named("acme.atlassian.net")));
        assertEquals(Optional.empty(), served.refusal(named(CLOUD_ID)));
        assertEquals(Optional.empty(), served.refusal(named(CLOUD_ID, "acme.atlassian.net")));
        assertTrue(served.refusal(named("11223344-a1b2-4c3d-8e9f-0123456789ac")).isPresent());
        assertEquals(Optional.empty(), served.only());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jira.example.com", "jira.example.com/other", "jira.example.com/jira/a"})
    void jirasOfOneHostAreToldApartByTheirContextPath(String other) {
        ServedSites served = of("jira.example.com/jira");

        assertEquals(Optional.empty(), served.refusal(named("jira.example.com/jira")));
        assertTrue(served.refusal(named(other)).isPresent());
    }

    @Test
    void aDeliveryWhoseLinkCannotBeReadIsRefused() {
        assertTrue(of("acme.atlassian.net")
                .refusal(new NamedSites(List.of(), true))
                .orElseThrow()
                .contains("cannot be read"));
        assertTrue(of("acme.atlassian.net")
                .refusal(new NamedSites(List.of("acme.atlassian.net"), true))
                .isPresent());
    }

    @Test
    void aDeliveryThatDoesNotSayItsSiteIsOfTheOnlyOne() {
        assertEquals(Optional.empty(), of("acme.atlassian.net").refusal(named()));
        assertTrue(of("acme.atlassian.net", "other.atlassian.net")
                .refusal(named())
                .orElseThrow()
                .contains("does not say"));
    }

    @Test
    void oneSiteInTwoFormsIsOne() {
        assertEquals(
                Optional.of("acme.atlassian.net"),
                of("acme.atlassian.net", "https://Acme.atlassian.net/").only());
    }
}
