package org.tracehook.feedback;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.config.Secret;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.feedback.FeedbackConfig.Deployment;
import org.tracehook.jira.Site;

/**
 * The Jira that is written to.
 *
 * @param base scheme, host, port and context path, without a slash at the end; whatever is called is below it
 * @param deployment which kind of Jira it is
 * @param email the account of an API token; empty for a token that is sent alone
 * @param token with which the account writes
 */
record JiraSite(URI base, Deployment deployment, Optional<String> email, Secret token) {

    /** The message of the JDK about a character that no header can have shows the whole token. */
    static final String TOKEN_SHAPE = "must have printable ASCII characters alone, and no blanks";

    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    JiraSite {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(token, "token");
    }

    /** Whether a header can carry the token. */
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /**
     * The value of the {@code Authorization} header.
     *
     * @throws SecretUnavailableException if the token is stored and cannot be read, or no header can carry it
     */
    String authorization() {
        String text = token.text();
        if (!isToken(text)) {
            throw new SecretUnavailableException("The value of " + SiteReading.PREFIX + "token " + TOKEN_SHAPE);
        }
        return email.map(account -> "Basic "
                        + Base64.getEncoder().encodeToString((account + ":" + text).getBytes(StandardCharsets.UTF_8)))
                .orElse("Bearer " + text);
    }

    /** The address of a resource of the REST API. */
    URI resource(String path) {
        return URI.create(base + deployment.api + path);
    }

    /**
     * Whether a delivery of that site may be answered here. Data Center may be called by another name than it gives itself.
     * A site of Cloud has a host and a cloud id: two hosts, or two ids, are two sites; whether a host and an id are one
     * is unknown.
     */
    boolean mayBe(String delivered) {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        if (host.equals(Site.GATEWAY)) {
            return !Site.isCloudId(delivered) || Site.of(base.toString()).equals(Optional.of(delivered));
        }
        return !Site.isCloud(host) || delivered.equals(host) || Site.isCloudId(delivered);
    }

    /** Names the host. */
    @Override
    public String toString() {
        return "JiraSite[" + base.getHost() + "]";
    }
}
