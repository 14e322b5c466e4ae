package org.tracehook.feedback;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.config.Secret;
import org.tracehook.config.Values;
import org.tracehook.feedback.JiraSite.Deployment;
import org.tracehook.http.WebAddress;
import org.tracehook.jira.Site;

/** Reads from the configuration which Jira is called, and as whom, and reports every fault in that. */
final class SiteReading {

    static final String PREFIX = "tracehook.feedback.";
    private static final String EXAMPLE = "https://acme.atlassian.net";

    private static final Pattern EMAIL = Pattern.compile("[!-9;-?A-~]+@[!-9;-?A-~]+");
    private final FeedbackConfig config;
    private final boolean onLambda;
    private final Values values;

    /**
     * Reads that configuration.
     *
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     */
    SiteReading(FeedbackConfig config, boolean onLambda, Values values) {
        this.config = config;
        this.onLambda = onLambda;
        this.values = values;
    }

    /** The site; empty when base URL or token is missing or faulty. */
    Optional<JiraSite> read() {
        Optional<URI> base = base();
        Optional<Secret> token = token();
        Optional<String> email = email();
        Optional<Deployment> deployment = base.map(this::deployment);
        deployment.ifPresent(kind -> checkAccount(kind, base.get(), email));
        return base.isEmpty() || token.isEmpty()
                ? Optional.empty()
                : Optional.of(new JiraSite(base.get(), deployment.get(), email, token.get()));
    }

    private Optional<URI> base() {
        Optional<String> text = values.required(
                PREFIX + "base-url", config.baseUrl(), "give the address of your Jira, such as " + EXAMPLE);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        WebAddress address = WebAddress.of(text.get().replaceFirst("/+$", ""), EXAMPLE);
        Optional<String> problem = address.problem(onLambda)
                .or(() -> Optional.of("must have no query and no /rest: give the address that Jira's pages begin with")
                        .filter(any -> address.uri().getRawQuery() != null
                                || address.uri().getRawPath().contains("/rest/")));
        problem.ifPresent(why -> values.report(PREFIX + "base-url", why));
        return problem.isEmpty() ? Optional.of(address.uri()) : Optional.empty();
    }

    private Optional<Secret> token() {
        String property = PREFIX + "token";
        if (config.token().isEmpty()) {
            values.report(
                    property, "is missing: give the API token or personal access token of the account that writes");
            return Optional.empty();
        }
        Secret token = config.token().get();
        values.longEnough(property, token, Secret.SHORTEST);
        if (!token.isStored() && !JiraSite.isToken(token.text())) {
            values.report(property, JiraSite.TOKEN_SHAPE);
            return Optional.empty();
        }
        return Optional.of(token);
    }

    private Optional<String> email() {
        Optional<String> email = config.email().map(String::strip).filter(text -> !text.isEmpty());
        if (email.isPresent() && !EMAIL.matcher(email.get()).matches()) {
            values.report(PREFIX + "email", "must be an e-mail address, in ASCII and without a colon");
        }
        return email;
    }

    private Deployment deployment(URI base) {
        return values.choice(PREFIX + "deployment", config.deployment(), Deployment.at(base));
    }

    /** An API token needs the e-mail address of its account; only the gateway takes other tokens. */
    private void checkAccount(Deployment deployment, URI base, Optional<String> email) {
        boolean gateway = base.getHost().equalsIgnoreCase(Site.GATEWAY);
        if (gateway && !base.getRawPath().matches("/ex/jira/[A-Za-z0-9-]+")) {
            values.report(PREFIX + "base-url", "must be https://" + Site.GATEWAY + "/ex/jira/ and the id of your site");
        }
        if (deployment == Deployment.CLOUD && email.isEmpty() && !gateway) {
            values.report(
                    PREFIX + "email",
                    "is missing: give the address of the API token's account; for a bearer token, the base URL must be"
                            + " https://" + Site.GATEWAY + "/ex/jira/ and the id of your site");
        }
        if (deployment == Deployment.DATA_CENTER && email.isPresent()) {
            values.report(
                    PREFIX + "email",
                    "is for Cloud alone: take it out, or set " + PREFIX
                            + "deployment=cloud if that is what your Jira is");
        }
    }
}
