package org.tracehook.githost;

import org.tracehook.config.Secret;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.ApiException;

/** With what a git host lets Tracehook in. */
interface HostToken {

    /**
     * The token for that repository.
     *
     * @param deadline until which it may be fetched
     * @throws ApiException if there is none now; the message says why and what to do
     */
    String text(HostedRepository repository, Deadline deadline) throws ApiException, InterruptedException;

    /** Forgets a token that the host refused, if another one can be had: then true. */
    boolean renew(String refused);

    /** The property that an operator has to look at. */
    String property();

    /**
     * A token that an operator configured.
     *
     * @param property its full name
     */
    record Configured(String property, Secret secret) implements HostToken {

        static final String SHAPE = "must have printable ASCII characters alone, and no blanks";

        @Override
        public String text(HostedRepository repository, Deadline deadline) throws ApiException {
            try {
                String text = secret.text();
                if (!fitsHeader(text)) {
                    throw ApiException.refused("the value of " + property + " " + SHAPE);
                }
                return text;
            } catch (SecretUnavailableException e) {
                throw ApiException.refused(property + " cannot be read: " + e.getMessage());
            }
        }

        /** Of another character the JDK's message would show the whole token. */
        static boolean fitsHeader(String text) {
            return text.matches("[!-~]+");
        }

        @Override
        public boolean renew(String refused) {
            return false;
        }

        @Override
        public String toString() {
            return "Configured[" + property + "]";
        }
    }
}
