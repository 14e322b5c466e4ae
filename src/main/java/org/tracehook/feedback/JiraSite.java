package org.tracehook.feedback;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.feedback.FeedbackConfig.Deployment;
import org.tracehook.http.WebAddress;
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

    private static final String BASE_URL = "tracehook.feedback.base-url";
    private static final String EMAIL = "tracehook.feedback.email";
    private static final String TOKEN = "tracehook.feedback.token";

    private static final String EXAMPLE = "https://acme.atlassian.net";

    /** The message of the JDK about a character that no header can have shows the whole token. */
    private static final String TOKEN_SHAPE = "must have printable ASCII characters alone, and no blanks";

    /**
     * The configured site; empty when the base URL or the token is missing, or the base URL is faulty. Every fault is
     * reported.
     *
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     */
    static Optional<JiraSite> from(FeedbackConfig config, boolean onLambda, Faults faults) {
        config.token()
                .ifPresentOrElse(
                        token -> checkToken(token, faults),
                        () -> faults.report(
                                TOKEN,
                                "is missing: give the API token or personal access token of the account that writes"));
        if (config.email()
                .filter(text -> !text.matches("[!-9;-?A-~]+@[!-9;-?A-~]+"))
                .isPresent()) {
            faults.report(EMAIL, "must be an e-mail address, in ASCII and without a colon");
        }
        return base(config.baseUrl(), onLambda, faults).flatMap(base -> {
            Deployment deployment = config.deployment().orElse(Deployment.at(base));
            checkAccount(base, deployment, config.email(), faults);
            return config.token().map(token -> new JiraSite(base, deployment, config.email(), token));
        });
    }

    private static void checkToken(Secret token, Faults faults) {
        token.check(TOKEN, Secret.SHORTEST, faults);
        if (!token.isStored() && !fitsHeader(token.text())) {
            faults.report(TOKEN, TOKEN_SHAPE);
        }
    }

    private static boolean fitsHeader(String token) {
        return token.matches("[!-~]+");
    }

    private static Optional<URI> base(Optional<String> configured, boolean onLambda, Faults faults) {
        if (configured.isEmpty()) {
            faults.report(BASE_URL, "is missing: give the address of your Jira, such as " + EXAMPLE);
            return Optional.empty();
        }
        WebAddress address = WebAddress.of(configured.get().replaceFirst("/+$", ""), EXAMPLE);
        Optional<String> problem = address.problem(onLambda)
                .or(() -> Optional.of("must have no query and no /rest: give the address that Jira's pages begin with")
                        .filter(any -> address.uri().getRawQuery() != null
                                || address.uri().getRawPath().contains("/rest/")));
        problem.ifPresent(why -> faults.report(BASE_URL, why));
        return problem.isEmpty() ? Optional.of(address.uri()) : Optional.empty();
    }

    /** An API token needs the e-mail address of its account; only the gateway takes other tokens. */
    private static void checkAccount(URI base, Deployment deployment, Optional<String> email, Faults faults) {
        String site = "must be https://" + Site.GATEWAY + "/ex/jira/ and the id of your site";
        boolean gateway = base.getHost().equalsIgnoreCase(Site.GATEWAY);
        if (gateway && !base.getRawPath().matches("/ex/jira/[A-Za-z0-9-]+")) {
            faults.report(BASE_URL, site);
        }
        if (deployment == Deployment.CLOUD && email.isEmpty() && !gateway) {
            faults.report(
                    EMAIL,
                    "is missing: give the address of the API token's account; for a bearer token, the base URL "
                            + site);
        }
        if (deployment == Deployment.DATA_CENTER && email.isPresent()) {
            faults.report(
                    EMAIL,
                    "is for Cloud alone: take it out, or set tracehook.feedback.deployment=cloud if that is what your"
                            + " Jira is");
        }
    }

    /**
     * The value of the {@code Authorization} header.
     *
     * @throws SecretUnavailableException if the token is stored and cannot be read, or no header can carry it
     */
    String authorization() {
        String text = token.text();
        if (!fitsHeader(text)) {
            throw new SecretUnavailableException("The value of " + TOKEN + " " + TOKEN_SHAPE);
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
