package org.tracehook.workspace;

import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.tracehook.http.NoAnswerException;

/**
 * Says what went wrong with a git host. The text is ours, chosen by the answers: JGit's may hold a URL, or what the host
 * wrote.
 *
 * @param url the repository's
 * @param http knows the answers
 */
record GitFailure(RepositoryUrl url, GitHttp http) {

    private static final String NO_PASSWORD = "; only the host of tracehook.workspace.repository gets them";

    private static final String CHECK_URL = "check tracehook.workspace.repository or the rule's context.repository";

    /** What is wrong and what to do after JGit threw that exception. */
    WorkspaceException because(Exception e) {
        return http.noToken().orElseGet(() -> new WorkspaceException(url + problem(e)));
    }

    private String problem(Exception e) {
        if (http.wasTooLarge()
                || isCausedBy(TooLargePackException.class, e)
                || isCausedBy(TooLargeObjectInPackException.class, e)) {
            return " sends more than tracehook.workspace.max-fetch-size (TRACEHOOK_WORKSPACE_MAX_FETCH_SIZE)";
        }
        if (http.wasRedirectedAway()) {
            return " redirects to another host: set the URL of the repository itself";
        }
        return http.lastStatus() == 0 ? unanswered(e) : answered(http.lastStatus());
    }

    private String answered(int status) {
        if (status == 401 || status == 403) {
            return " refused access (" + status + ")" + (http.hasCredentials() ? "" : ", since no password was sent")
                    + ": set tracehook.workspace.username and tracehook.workspace.password of an account that may read"
                    + " and write there" + (http.hasCredentials() ? "" : NO_PASSWORD);
        }
        if (status == 404) {
            return " is no repository, or hidden from "
                    + (http.hasCredentials() ? "these credentials: " : "requests without a password: ")
                    + CHECK_URL + ", and tracehook.workspace.username and password"
                    + (http.hasCredentials() ? "" : NO_PASSWORD);
        }
        return status >= 400 ? " answered " + status + ": try again later" : brokeOff();
    }

    private String unanswered(Exception e) {
        if (url.isLocal()) {
            return e instanceof NoRemoteRepositoryException ? " is no repository: " + CHECK_URL : brokeOff();
        }
        return switch (http.noAnswer().orElse(NoAnswerException.Reason.UNREACHED)) {
            case UNTRUSTED -> " has no certificate that Java trusts here: add its authority to the trust store";
            case NO_HTTP -> " did not answer with HTTP: " + CHECK_URL;
            case SILENT, UNREACHED, BROKEN -> " cannot be reached: " + CHECK_URL + ", and the network";
        };
    }

    private static String brokeOff() {
        return " broke off, or is no git repository: " + CHECK_URL;
    }

    /** JGit wraps what it or the client throws. */
    private static boolean isCausedBy(Class<? extends Exception> type, Throwable thrown) {
        return thrown != null && (type.isInstance(thrown) || isCausedBy(type, thrown.getCause()));
    }
}
