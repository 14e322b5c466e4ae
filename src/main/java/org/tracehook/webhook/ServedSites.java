package org.tracehook.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tracehook.config.Faults;
import org.tracehook.jira.NamedSites;
import org.tracehook.jira.Site;

/**
 * The Jiras whose deliveries are taken.
 *
 * @param sites as {@link Site} names them; empty for any
 */
public record ServedSites(List<String> sites) {

    private static final String PROPERTY = "tracehook.jira.site";
    private static final String SETTING = PROPERTY + " (TRACEHOOK_JIRA_SITE)";
    private static final String EXAMPLE = "such as https://acme.atlassian.net/rest/api/2/issue/10021.";

    public ServedSites {
        sites = List.copyOf(sites);
    }

    /** The configured ones; every fault in them is reported. */
    public static ServedSites from(JiraConfig config, Faults faults) {
        List<String> sites = new ArrayList<>();
        for (String text : config.site().orElse(List.of())) {
            Optional<String> problem = problem(text);
            if (problem.isPresent()) {
                faults.report(PROPERTY, problem.get());
            } else {
                sites.add(site(text).orElseThrow());
            }
        }
        return new ServedSites(sites.stream().distinct().toList());
    }

    private static Optional<String> problem(String text) {
        Optional<String> site = site(text);
        if (text.contains("@") || text.contains("?") || text.contains("#")) {
            return Optional.of("must have no user, query or fragment: give the address that Jira's pages begin with");
        }
        if (text.contains("/rest/") || text.contains("/browse/")) {
            return Optional.of("must end before /rest or /browse: give the address that Jira's pages begin with");
        }
        if (site.isEmpty()) {
            return Optional.of(
                    "must be a host such as acme.atlassian.net, with the context path if there is one, such as"
                            + " jira.example.com/jira; or a cloud id, a UUID, alone or after https://" + Site.GATEWAY
                            + "/ex/jira/");
        }
        return Optional.of("must be " + site.get() + " alone: a site of Jira Cloud has no path")
                .filter(problem -> Site.isCloud(site.get()) && !address(text).matches("(?i)https?://[^/]*/*"));
    }

    private static Optional<String> site(String text) {
        String id = text.toLowerCase(Locale.ROOT);
        return Site.isCloudId(id) ? Optional.of(id) : Site.of(address(text));
    }

    private static String address(String text) {
        return text.contains("://") ? text : "https://" + text;
    }

    /** The only Jira that is served, so that a delivery is of it even if it does not say so; empty for none or several. */
    public Optional<String> only() {
        return sites.size() == 1 ? Optional.of(sites.get(0)) : Optional.empty();
    }

    /** Why a delivery with those sites is refused, and what to do; empty when it is taken. */
    Optional<String> refusal(NamedSites delivery) {
        if (sites.isEmpty()) {
            return Optional.empty();
        }
        if (delivery.unreadable()) {
            return Optional.of("It cannot be read of which Jira the delivery is, and " + SETTING
                    + " is set: send self as Jira writes it, " + EXAMPLE);
        }
        if (delivery.sites().isEmpty()) {
            return Optional.of("The delivery does not say of which of the Jiras in " + SETTING
                            + " it is: give its issue a self, " + EXAMPLE)
                    .filter(why -> sites.size() > 1);
        }
        return delivery.sites().stream()
                .filter(site -> !sites.contains(site))
                .findFirst()
                .map(other -> "The delivery is of another Jira than " + SETTING + " names: if it is one of yours, add "
                        + other + " there.");
    }
}
