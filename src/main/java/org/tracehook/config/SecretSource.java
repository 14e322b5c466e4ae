package org.tracehook.config;

import java.util.Optional;
import java.util.function.Consumer;

/** Where the value of a secret comes from. */
interface SecretSource {

    /** What can be told to be wrong without reading anything; empty if nothing. */
    Optional<String> problem(int shortest);

    boolean isKeptElsewhere();

    /**
     * The value as it is now; empty if there is none yet.
     *
     * @throws SecretUnavailableException if it cannot be had
     */
    Optional<String> value();

    /**
     * Another value than the doubted one, if there is one by now.
     *
     * @throws SecretUnavailableException if it cannot be had
     */
    Optional<String> instead(String doubted);

    /** Every value goes to that listener before it is used. */
    void tell(Consumer<String> listener);
}
