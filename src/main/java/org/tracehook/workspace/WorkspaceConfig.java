package org.tracehook.workspace;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.function.Consumer;
import org.tracehook.config.Secret;
import org.tracehook.config.SettingConverters.Flag;
import org.tracehook.config.SettingConverters.Size;

/** The git repository that agents work on. */
@ConfigMapping(prefix = "tracehook.workspace")
public interface WorkspaceConfig {

    /** The URL, such as {@code https://git.example.com/team/app.git}; a rule's {@code context.repository} overrides it. */
    Optional<String> repository();

    /** Whether a directory of this machine may be the repository. For development only. */
    @WithDefault("false")
    @WithConverter(Flag.class)
    boolean allowLocalRepository();

    /** The branch that issue branches come from and are compared with. */
    @WithDefault("main")
    String baseBranch();

    /** The name of an issue's branch, with {@code {KEY}} for the key, or {@code {key}} for the key in lower case. */
    @WithDefault("develop/{KEY}")
    String branchPattern();

    /** The user for Basic authentication; with an access token often a fixed word such as {@code x-access-token}. */
    Optional<String> username();

    /** The password or access token, 8 characters or more; sent to the host of {@link #repository} alone. */
    Optional<Secret> password();

    /**
     * The id, or the client id, of a GitHub App that takes the place of user name and password: its tokens hold for an hour, for
     * the repository alone, and with no other rights than Contents, Pull requests and Commit statuses.
     */
    Optional<String> githubAppId();

    /** The id of the App's installation on the repository's owner: the number at the end of its page's address. */
    Optional<String> githubAppInstallationId();

    /** The App's private key in PEM, as GitHub gives it for download; the ends of its lines may be written as {@code \n}. */
    Optional<Secret> githubAppKey();

    /** The name that commits carry. */
    @WithDefault("Tracehook")
    String authorName();

    /** The address that commits carry. */
    @WithDefault("tracehook@localhost")
    String authorEmail();

    /** How much may be received from the git host in one step, and how large the objects of one fetch may be unpacked, in all. */
    @WithDefault("100M")
    @WithConverter(Size.class)
    MemorySize maxFetchSize();

    /** How large a checkout for a test command may be. */
    @WithDefault("200M")
    @WithConverter(Size.class)
    MemorySize maxCheckoutSize();

    /** How large a file may be to be compared line by line. */
    @WithDefault("512K")
    @WithConverter(Size.class)
    MemorySize maxDiffFileSize();

    /** Gives password and key, and the forms in which they are carried or written, to the listener before anybody uses them. */
    static void announceSecrets(WorkspaceConfig config, Consumer<String> listener) {
        config.githubAppKey()
                .ifPresent(secret -> secret.announceTo(key -> {
                    listener.accept(key);
                    listener.accept(key.replace("\\n", "\n").replaceAll("-----[A-Z ]+-----|\\s", ""));
                }));
        config.password()
                .ifPresent(secret -> secret.announceTo(password -> {
                    listener.accept(password);
                    config.username().ifPresent(user -> listener.accept(user + ":" + password));
                }));
    }
}
