package org.tracehook.intent;

import java.util.Locale;
import java.util.Optional;

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
        for (CodeFrom value : values()) {
            if (value.toString().equals(configured)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
