package org.tracehook.feedback;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tracehook.config.Fault;
import org.tracehook.config.Secret;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.config.Values;
import org.tracehook.http.WebAddress;
import org.tracehook.trace.PipelineStatus;

/** Reads what is to be written back from the configuration and reports every fault in it. */
final class FeedbackReading {

    private static final String PREFIX = "tracehook.feedback.";
    private static final String EXAMPLE = "https://acme.atlassian.net";

    /** Of a character that no header can have, the JDK would show the whole token. */
    private static final String TOKEN_SHAPE = "must have printable ASCII characters alone, and no blanks";

    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    /** No shorter token of Jira's is known, and a shorter one could be an ordinary word. */
    private static final int SHORTEST_TOKEN = 16;

    private static final Pattern EMAIL = Pattern.compile("[!-9;-?A-~]+@[!-9;-?A-~]+");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,7}");

    /** Jira's own limit; its administrator can change it on Data Center. */
    private static final int LONGEST_COMMENT = 32_767;

    private static final int LONGEST_POSSIBLE = 1_000_000;
    private static final Values.Span TIMEOUT = new Values.Span(Duration.ofSeconds(5), Duration.ofDays(1));
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private final FeedbackConfig config;
    private final boolean onLambda;
    private final Values values;

    /**
     * Reads that configuration.
     *
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     */
    FeedbackReading(FeedbackConfig config, boolean onLambda, Consumer<Fault> faults) {
        this.config = config;
        this.onLambda = onLambda;
        this.values = new Values(faults);
    }

    /** What is configured, for those intents; empty when base URL or token is missing or faulty. */
    Optional<FeedbackSettings> read(Set<String> intents) {
        Optional<URI> base = base();
        Optional<Secret> token = token();
        Optional<String> email = email();
        CommentPolicy comments =
                new CommentPolicy(again(), length(), LogsLink.read(PREFIX + "logs-url", config.logsUrl(), values));
        Duration timeout = timeout();
        Map<String, Map<PipelineStatus, String>> transitions =
                new TransitionsReading(intents, values).read(config.transitions());
        Optional<Deployment> deployment = base.map(this::deployment);
        deployment.ifPresent(kind -> checkAccount(kind, base.get(), email));
        if (base.isEmpty() || token.isEmpty()) {
            return Optional.empty();
        }
        JiraSite site = new JiraSite(base.get(), deployment.get(), authorization(email, token.get()));
        Optional<String> account = config.accountId().map(String::strip).filter(id -> !id.isEmpty());
        return Optional.of(new FeedbackSettings(site, account, comments, timeout, transitions));
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
        values.longEnough(property, token, SHORTEST_TOKEN);
        if (!token.isKeptElsewhere() && !isToken(token.text())) {
            values.report(property, TOKEN_SHAPE);
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
        return choice("deployment", config.deployment(), Deployment.at(base), Deployment.values());
    }

    private CommentPolicy.Again again() {
        return choice("comment", config.comment(), CommentPolicy.Again.UPDATE, CommentPolicy.Again.values());
    }

    private <E extends Enum<E>> E choice(String key, Optional<String> configured, E fallback, E[] all) {
        String text = configured.map(String::strip).orElse(wire(fallback));
        Optional<E> chosen =
                Arrays.stream(all).filter(one -> wire(one).equals(text)).findFirst();
        if (chosen.isEmpty()) {
            values.report(
                    PREFIX + key,
                    "must be one of "
                            + Arrays.stream(all).map(FeedbackReading::wire).collect(Collectors.joining(", ")));
        }
        return chosen.orElse(fallback);
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An API token is nothing without its account, and only the gateway takes others. */
    private void checkAccount(Deployment deployment, URI base, Optional<String> email) {
        boolean gateway = base.getHost().equalsIgnoreCase(Deployment.GATEWAY);
        if (gateway && !base.getRawPath().matches("/ex/jira/[A-Za-z0-9-]+")) {
            values.report(
                    PREFIX + "base-url", "must be https://" + Deployment.GATEWAY + "/ex/jira/ and the id of your site");
        }
        if (deployment == Deployment.CLOUD && email.isEmpty() && !gateway) {
            values.report(
                    PREFIX + "email",
                    "is missing: give the address of the API token's account; for a bearer token, the base URL must be"
                            + " https://" + Deployment.GATEWAY + "/ex/jira/ and the id of your site");
        }
        if (deployment == Deployment.DATA_CENTER && email.isPresent()) {
            values.report(
                    PREFIX + "email",
                    "is for Cloud alone: take it out, or set " + PREFIX
                            + "deployment=cloud if that is what your Jira is");
        }
    }

    private static Secret authorization(Optional<String> email, Secret token) {
        return token.map(text -> authorization(email, text));
    }

    private static String authorization(Optional<String> email, String token) {
        if (!isToken(token)) {
            throw new SecretUnavailableException("The value of " + PREFIX + "token " + TOKEN_SHAPE);
        }
        return email.map(account -> "Basic "
                        + Base64.getEncoder().encodeToString((account + ":" + token).getBytes(StandardCharsets.UTF_8)))
                .orElse("Bearer " + token);
    }

    private static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    private int length() {
        String text = config.maxCommentLength().map(String::strip).orElse(Integer.toString(LONGEST_COMMENT));
        int length = LENGTH.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (length < Story.SHORTEST || length > LONGEST_POSSIBLE) {
            values.report(
                    PREFIX + "max-comment-length",
                    "must be a whole number from " + Story.SHORTEST + " to " + LONGEST_POSSIBLE);
            return LONGEST_COMMENT;
        }
        return length;
    }

    private Duration timeout() {
        Duration timeout = values.duration(PREFIX + "timeout", config.timeout(), TIMEOUT);
        if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            values.report(PREFIX + "timeout", "must be at most 1m");
            return TIMEOUT.fallback();
        }
        return timeout;
    }
}
