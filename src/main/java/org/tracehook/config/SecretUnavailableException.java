package org.tracehook.config;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;

/** A secret of Secrets Manager could not be read; the message says why, and what an operator can do about it. */
public final class SecretUnavailableException extends RuntimeException {

    private static final Logger LOG = Logger.getLogger(SecretUnavailableException.class.getName());

    /** With a message that holds nothing of the secret. */
    public SecretUnavailableException(String message) {
        super(message);
    }

    /** With a message that holds nothing of the secret, and its cause. */
    public SecretUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * The reply to a request that needs the secret: 503, so that Jira sends its delivery again. Only the log has the reason.
     *
     * @param what how the log line begins, such as {@code A delivery could not be checked}
     */
    public Problem problem(String what) {
        LOG.log(Level.SEVERE, this, () -> what + ": " + getMessage());
        return new Problem(
                ProblemKind.SECRET_UNAVAILABLE,
                "A secret of this function cannot be read; the log says why. Nothing ran.");
    }
}
