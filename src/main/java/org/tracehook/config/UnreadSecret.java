package org.tracehook.config;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;

/** What is said of a request that cannot be authentic or forged, since a secret cannot be had: everything in the log alone. */
public final class UnreadSecret {

    private static final Logger LOG = Logger.getLogger(UnreadSecret.class.getName());

    private UnreadSecret() {}

    /** The reply, of which Jira sends its delivery again; the log says with {@code what} could not be done why. */
    public static Problem problem(String what, SecretUnavailableException failure) {
        LOG.log(Level.SEVERE, failure, () -> what + ": " + failure.getMessage());
        return new Problem(
                ProblemKind.SECRET_UNAVAILABLE,
                "A secret of this function cannot be read; the log says why. Nothing ran.");
    }
}
