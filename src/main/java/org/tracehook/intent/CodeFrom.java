package org.tracehook.intent;

import java.util.Optional;
import org.tracehook.config.Values;

/** Where the code of a delivery may come from. */
public enum CodeFrom {
    /** Nowhere: agents look at the repository. */
    NONE,
    /** The body's explicit context. */
    CONTEXT,
    /** The code blocks of the ticket's description. */
    DESCRIPTION;

    /** The value as the configuration writes it: in lower case. */
    public static Optional<CodeFrom> of(String configured) {
        return Values.constant(configured, values());
    }

    @Override
    public String toString() {
        return Values.written(this);
    }
}
