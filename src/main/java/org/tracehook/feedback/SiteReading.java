package org.tracehook.feedback;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.feedback.FeedbackConfig.Deployment;
import org.tracehook.http.WebAddress;
import org.tracehook.jira.Site;

/** Reads from the configuration which Jira is called, and as whom, and reports every fault in that. */
final class SiteReading {

    static final String PREFIX = "tracehook.feedback.";
    private static final String EXAMPLE = "https://acme.atlassian.net";

    private static final Pattern EMAIL = Pattern.compile("[!-9;-?A-~]+@[!-9;-?A-~]+");
    private final FeedbackConfig config;
    private final boolean onLambda;
    private final Faults faults;

    /**
     * Reads that configuration.
     *
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     */
    SiteReading(FeedbackConfig config, boolean onLambda, Faults faults) {
        this.config = config;
        this.onLambda = onLambda;
        this.faults = faults;
    }

    /** The site; empty when base URL or token is missing or faulty. */
    Optional<JiraSite> read() {
        Optional<URI> base = base();
        Optional<Secret> token = token();
        config.email()
                .filter(text -> !EMAIL.matcher(text).matches())
                .ifPresent(any ->
                        faults.report(PREFIX + "email", "must be an e-mail address, in ASCII and without a colon"));
        Optional<Deployment> deployment = base.map(this::deployment);
        deployment.ifPresent(kind -> checkAccount(kind, base.get(), config.email()));
        return base.isEmpty() || token.isEmpty()
                ? Optional.empty()
                : Optional.of(new JiraSite(base.get(), deployment.get(), config.email(), token.get()));
    }

    private Optional<URI> base() {
        if (config.baseUrl().isEmpty()) {
            faults.report(PREFIX + "base-url", "is missing: give the address of your Jira, such as " + EXAMPLE);
            return Optional.empty();
        }
        WebAddress address = WebAddress.of(config.baseUrl().get().replaceFirst("/+$", ""), EXAMPLE);
        Optional<String> problem = address.problem(onLambda)
                .or(() -> Optional.of("must have no query and no /rest: give the address that Jira's pages begin with")
                        .filter(any -> address.uri().getRawQuery() != null
                                || address.uri().getRawPath().contains("/rest/")));
        problem.ifPresent(why -> faults.report(PREFIX + "base-url", why));
        return problem.isEmpty() ? Optional.of(address.uri()) : Optional.empty();
    }

    private Optional<Secret> token() {
        String property = PREFIX + "token";
        if (config.token().isEmpty()) {
            faults.report(
                    property, "is missing: give the API token or personal access token of the account that writes");
            return Optional.empty();
        }
        Secret token = config.token().get();
        token.check(property, Secret.SHORTEST, faults);
        if (!token.isStored() && !JiraSite.isToken(token.text())) {
            faults.report(property, JiraSite.TOKEN_SHAPE);
        }
        return Optional.of(token);
    }

    private Deployment deployment(URI base) {
        return config.deployment().orElse(Deployment.at(base));
    }

    /** An API token needs the e-mail address of its account; only the gateway takes other tokens. */
    private void checkAccount(Deployment deployment, URI base, Optional<String> email) {
        boolean gateway = base.getHost().equalsIgnoreCase(Site.GATEWAY);
        if (gateway && !base.getRawPath().matches("/ex/jira/[A-Za-z0-9-]+")) {
            faults.report(PREFIX + "base-url", "must be https://" + Site.GATEWAY + "/ex/jira/ and the id of your site");
        }
        if (deployment == Deployment.CLOUD && email.isEmpty() && !gateway) {
            faults.report(
                    PREFIX + "email",
                    "is missing: give the address of the API token's account; for a bearer token, the base URL must be"
                            + " https://" + Site.GATEWAY + "/ex/jira/ and the id of your site");
        }
        if (deployment == Deployment.DATA_CENTER && email.isPresent()) {
            faults.report(
                    PREFIX + "email",
                    "is for Cloud alone: take it out, or set " + PREFIX
                            + "deployment=cloud if that is what your Jira is");
        }
    }
}
