package org.tracehook.workspace;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tracehook.config.Fault;
import org.tracehook.config.Secret;
import org.tracehook.config.Values;

/**
 * The workspace's configuration with real types.
 *
 * @param repository the configured one, if there is one
 * @param allowed which repositories beside those over HTTPS
 * @param branches the names of branches
 * @param credentials for the configured repository's host
 * @param author who commits
 * @param limits on what is received and written
 */
record WorkspaceSettings(
        Optional<RepositoryUrl> repository,
        RepositoryUrl.Allowed allowed,
        BranchNames branches,
        Optional<BasicAuthorization> credentials,
        Author author,
        SizeLimits limits) {

    private static final String PREFIX = "tracehook.workspace.";

    /** The scrubber would hide ordinary words if it looked for shorter ones. */
    private static final int SHORTEST_PASSWORD = 8;

    private static final Pattern AUTHOR_NAME = Pattern.compile("[^\\p{Cntrl}<>]{1,100}");
    private static final Pattern AUTHOR_EMAIL = Pattern.compile("[^\\p{Cntrl}<>\\s]{1,200}");

    /** Reads the configuration and reports faults. A value with a fault is replaced by its default. */
    static WorkspaceSettings from(WorkspaceConfig config, boolean onLambda, Consumer<Fault> faults) {
        Values values = new Values(faults);
        boolean local = values.flag(PREFIX + "allow-local-repository", config.allowLocalRepository(), false);
        if (local && onLambda) {
            values.report(PREFIX + "allow-local-repository", "must be false on Lambda");
        }
        RepositoryUrl.Allowed allowed = new RepositoryUrl.Allowed(local, onLambda);
        return new WorkspaceSettings(
                repository(config, allowed, values),
                allowed,
                BranchNames.from(config, faults),
                credentials(config, values),
                author(config, values),
                new SizeLimits(
                        values.size(PREFIX + "max-fetch-size", config.maxFetchSize(), 100L << 20),
                        values.size(PREFIX + "max-checkout-size", config.maxCheckoutSize(), 200L << 20),
                        values.size(PREFIX + "max-diff-file-size", config.maxDiffFileSize(), 512L << 10)));
    }

    /** The same settings with the base branch that a rule sets, if it sets one. */
    WorkspaceSettings withBase(Optional<String> ofRule) throws WorkspaceException {
        return new WorkspaceSettings(repository, allowed, branches.withBase(ofRule), credentials, author, limits);
    }

    private static Optional<RepositoryUrl> repository(
            WorkspaceConfig config, RepositoryUrl.Allowed allowed, Values values) {
        try {
            return config.repository().map(text -> RepositoryUrl.of(text.strip(), allowed));
        } catch (IllegalArgumentException e) {
            values.report(PREFIX + "repository", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<BasicAuthorization> credentials(WorkspaceConfig config, Values values) {
        if (config.password().isEmpty()) {
            return Optional.empty();
        }
        Secret password = config.password().get();
        values.longEnough(PREFIX + "password", password, SHORTEST_PASSWORD);
        if (config.repository().isEmpty()) {
            values.report(
                    PREFIX + "password",
                    "is for the host of tracehook.workspace.repository alone, and that is not set");
        }
        Optional<String> user = values.required(
                PREFIX + "username",
                config.username(),
                "the password needs a user name; with an access token often" + " x-access-token");
        if (user.filter(name -> name.contains(":")).isPresent()) {
            values.report(PREFIX + "username", "must not hold ':'");
        }
        return user.map(name -> new BasicAuthorization(name, password));
    }

    private static Author author(WorkspaceConfig config, Values values) {
        String name = config.authorName().map(String::strip).orElse("Tracehook");
        String email = config.authorEmail().map(String::strip).orElse("tracehook@localhost");
        if (!AUTHOR_NAME.matcher(name).matches()) {
            values.report(PREFIX + "author-name", "must be a name without < and >");
        }
        if (!AUTHOR_EMAIL.matcher(email).matches()) {
            values.report(PREFIX + "author-email", "must be an address without blanks, < and >");
        }
        return new Author(name, email);
    }

    /**
     * Who commits.
     *
     * @param name for people
     * @param email an address, or a placeholder for one
     */
    record Author(String name, String email) {}

    /**
     * Sizes in bytes.
     *
     * @param fetch how much a step may receive
     * @param checkout how much a checkout may hold
     * @param diffFile how large a file may be to be compared
     */
    record SizeLimits(long fetch, long checkout, long diffFile) {}

    /** A user name and its password. */
    record BasicAuthorization(String user, Secret password) {

        /** The value of the {@code Authorization} header. Throws SecretUnavailableException if the password cannot be read. */
        String header() {
            String text = user + ":" + password.text();
            return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
