package org.tracehook.config;

import java.util.Optional;
import java.util.function.Consumer;

/** A secret that the configuration itself holds: it never changes. */
record WrittenSource(String written) implements SecretSource {

    @Override
    public Optional<String> problem(int shortest) {
        return written.length() < shortest
                ? Optional.of("must have " + shortest + " characters or more")
                : Optional.empty();
    }

    @Override
    public boolean isKeptElsewhere() {
        return false;
    }

    @Override
    public Optional<String> value() {
        return Optional.of(written);
    }

    @Override
    public Optional<String> instead(String doubted) {
        return Optional.empty();
    }

    @Override
    public void tell(Consumer<String> listener) {
        listener.accept(written);
    }

    /** Hides it. */
    @Override
    public String toString() {
        return "(secret)";
    }
}
