package org.tracehook.workspace;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;

/**
 * The workspace's configuration, checked.
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

    /** The configured settings; what does not go together is reported. */
    static WorkspaceSettings from(WorkspaceConfig config, boolean onLambda, Faults faults) {
        if (config.allowLocalRepository() && onLambda) {
            faults.report(PREFIX + "allow-local-repository", "must be false on Lambda");
        }
        RepositoryUrl.Allowed allowed = new RepositoryUrl.Allowed(config.allowLocalRepository(), onLambda);
        return new WorkspaceSettings(
                repository(config, allowed, faults),
                allowed,
                BranchNames.from(config, faults),
                credentials(config, faults),
                author(config, faults),
                new SizeLimits(
                        config.maxFetchSize().asLongValue(),
                        config.maxCheckoutSize().asLongValue(),
                        config.maxDiffFileSize().asLongValue()));
    }

    /** The same settings with the base branch that a rule sets, if it sets one. */
    WorkspaceSettings withBase(Optional<String> ofRule) throws WorkspaceException {
        return new WorkspaceSettings(repository, allowed, branches.withBase(ofRule), credentials, author, limits);
    }

    private static Optional<RepositoryUrl> repository(
            WorkspaceConfig config, RepositoryUrl.Allowed allowed, Faults faults) {
        try {
            return config.repository().map(text -> RepositoryUrl.of(text, allowed));
        } catch (IllegalArgumentException e) {
            faults.report(PREFIX + "repository", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<BasicAuthorization> credentials(WorkspaceConfig config, Faults faults) {
        if (config.password().isEmpty()) {
            return Optional.empty();
        }
        Secret password = config.password().get();
        password.check(PREFIX + "password", SHORTEST_PASSWORD, faults);
        if (config.repository().isEmpty()) {
            faults.report(
                    PREFIX + "password",
                    "is for the host of tracehook.workspace.repository alone, and that is not set");
        }
        if (config.username().isEmpty()) {
            faults.report(
                    PREFIX + "username",
                    "is missing: the password needs a user name; with an access token often x-access-token");
        }
        if (config.username().filter(name -> name.contains(":")).isPresent()) {
            faults.report(PREFIX + "username", "must not hold ':'");
        }
        return config.username().map(name -> new BasicAuthorization(name, password));
    }

    private static Author author(WorkspaceConfig config, Faults faults) {
        if (!AUTHOR_NAME.matcher(config.authorName()).matches()) {
            faults.report(PREFIX + "author-name", "must be a name without < and >");
        }
        if (!AUTHOR_EMAIL.matcher(config.authorEmail()).matches()) {
            faults.report(PREFIX + "author-email", "must be an address without blanks, < and >");
        }
        return new Author(config.authorName(), config.authorEmail());
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
