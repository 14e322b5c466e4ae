package org.tracehook.jira;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name by which one Jira differs from all others: {@code acme.atlassian.net}, on Data Center {@code jira.example.com} with the port,
 * if it is not the usual one, and the context path, such as {@code jira.example.com:8443/jira}. Behind Atlassian's gateway
 * all sites of Cloud have one host: there it is the cloud id.
 */
public final class Site {

    /** Since July 2026 the URLs of Jira Cloud move to {@code https://api.atlassian.com/ex/jira/<cloud id>/…}. */
    public static final String GATEWAY = "api.atlassian.com";

    private static final Pattern ADDRESS = Pattern.compile(
            "https?://(?:[^/?#@\\\\\\s]*+@)?([a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}])(:[0-9]{1,5})?(/[^?#]*+)?(?:[?#].*+)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern CLOUD_ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern BEHIND_GATEWAY =
            Pattern.compile("/ex/jira/(" + CLOUD_ID + ")(?:/.*+)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CONTEXT_PATH = Pattern.compile("[A-Za-z0-9._~/-]{0,200}");
    private static final Pattern USUAL_PORT = Pattern.compile(":(?:80|443)");

    private Site() {}

    /**
     * The site of an address: that of Jira itself, of a resource of its REST API or of an issue's page.
     *
     * @param address untrusted, never null; read in linear time
     * @return empty if it is no URL over HTTP, or does not name the site
     */
    public static Optional<String> of(String address) {
        Matcher url = ADDRESS.matcher(address);
        return url.matches() ? of(url) : Optional.empty();
    }

    private static Optional<String> of(Matcher url) {
        String host = url.group(1).toLowerCase(Locale.ROOT);
        String path = url.group(3) == null ? "" : url.group(3);
        if (host.equals(GATEWAY)) {
            Matcher site = BEHIND_GATEWAY.matcher(path);
            return site.matches() ? Optional.of(site.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
        }
        if (isCloud(host) || isCloudId(host)) {
            // A host that looks like a cloud id would be taken for it.
            return Optional.of(host).filter(Site::isCloud);
        }
        String port = url.group(2) == null || USUAL_PORT.matcher(url.group(2)).matches() ? "" : url.group(2);
        return contextPath(path).map(context -> host + port + context);
    }

    /** The path of Jira's own address, which is what comes before that of a resource or a page. */
    private static Optional<String> contextPath(String path) {
        return Optional.of(before("/browse/", before("/rest/", path)))
                .filter(context -> CONTEXT_PATH.matcher(context).matches())
                .map(context -> context.replaceFirst("/+$", ""));
    }

    private static String before(String part, String path) {
        int at = path.indexOf(part);
        return at < 0 ? path : path.substring(0, at);
    }

    /** Whether a host, in lower case, is that of a site of Jira Cloud, where it alone names the site. */
    public static boolean isCloud(String host) {
        return host.endsWith(".atlassian.net");
    }

    /** Whether a site, in lower case, is given by its cloud id, a UUID. */
    public static boolean isCloudId(String site) {
        return CLOUD_ID.matcher(site).matches();
    }
}
