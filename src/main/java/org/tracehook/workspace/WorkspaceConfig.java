package org.tracehook.workspace;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.function.Consumer;
import org.tracehook.config.Secret;

/** The git repository that agents work on. */
@ConfigMapping(prefix = "tracehook.workspace")
public interface WorkspaceConfig {

    /** The URL, such as {@code https://git.example.com/team/app.git}; a rule's {@code context.repository} overrides it. */
    Optional<String> repository();

    /** Whether a directory of this machine may be the repository; default {@code false}. For development only. */
    Optional<String> allowLocalRepository();

    /** The branch that issue branches come from and are compared with; default {@code main}. */
    Optional<String> baseBranch();

    /** The name of an issue's branch, with {@code {key}} for the key in lower case; default {@code develop/{key}}. */
    Optional<String> branchPattern();

    /** The user for Basic authentication; with an access token often a fixed word such as {@code x-access-token}. */
    Optional<String> username();

    /** The password or access token, 8 characters or more; sent to the host of {@link #repository} alone. */
    Optional<Secret> password();

    /** The name that commits carry; default {@code Tracehook}. */
    Optional<String> authorName();

    /** The address that commits carry; default {@code tracehook@localhost}. */
    Optional<String> authorEmail();

    /** How much may be received from the git host in one step; default {@code 100M}. */
    Optional<String> maxFetchSize();

    /** How large a checkout for a test command may be; default {@code 200M}. */
    Optional<String> maxCheckoutSize();

    /** How large a file may be to be compared line by line; default {@code 512K}. */
    Optional<String> maxDiffFileSize();

    /** Gives the password, and the form in which a request carries it, to the listener before anybody uses them. */
    static void announceSecrets(WorkspaceConfig config, Consumer<String> listener) {
        config.password()
                .ifPresent(secret -> secret.announceTo(password -> {
                    listener.accept(password);
                    config.username().ifPresent(user -> listener.accept(user.strip() + ":" + password));
                }));
    }
}
