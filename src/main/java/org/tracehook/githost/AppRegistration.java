package org.tracehook.githost;

import java.util.Optional;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;

/**
 * An App as it is registered and installed.
 *
 * @param appId the App's id, or its client id
 * @param installationId a number
 * @param key the App's private key in PEM
 */
public record AppRegistration(String appId, String installationId, Secret key) {

    private static final String PREFIX = "tracehook.workspace.github-app-";

    /** The configured App; empty when a part of it is missing or faulty, which is reported. */
    public static Optional<AppRegistration> from(
            Optional<String> appId, Optional<String> installationId, Optional<Secret> key, Faults faults) {
        String missing = "is missing: a GitHub App needs github-app-id, github-app-installation-id and github-app-key";
        if (appId.filter(id -> id.matches("[A-Za-z0-9._-]{1,100}")).isEmpty()) {
            faults.report(
                    PREFIX + "id", appId.isEmpty() ? missing : "must be the id or client id that the App's page shows");
        }
        if (installationId.filter(id -> id.matches("[0-9]{1,18}")).isEmpty()) {
            faults.report(
                    PREFIX + "installation-id",
                    installationId.isEmpty() ? missing : "must be the number at the end of the installation's address");
        }
        key.ifPresentOrElse(secret -> checkKey(secret, faults), () -> faults.report(GitHubApp.KEY, missing));
        return appId.isPresent() && installationId.isPresent() && key.isPresent()
                ? Optional.of(new AppRegistration(appId.get(), installationId.get(), key.get()))
                : Optional.empty();
    }

    /** A stored key is read when it is first used. */
    private static void checkKey(Secret key, Faults faults) {
        key.check(GitHubApp.KEY, Secret.SHORTEST, faults);
        try {
            if (!key.isStored()) {
                AppKey.of(key.text());
            }
        } catch (IllegalArgumentException e) {
            faults.report(GitHubApp.KEY, e.getMessage());
        }
    }
}
