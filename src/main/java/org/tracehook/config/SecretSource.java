package org.tracehook.config;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where the value of a secret comes from: the configuration itself, or Secrets Manager. */
sealed interface SecretSource {

    /** What is wrong with it, as far as that shows without reading the value; empty if nothing. */
    Optional<String> problem(int shortest);

    /**
     * The value as it is now; empty if there is none yet.
     *
     * @throws SecretUnavailableException if it cannot be read
     */
    Optional<String> value();

    /**
     * Another value than the doubted one, if there is one by now.
     *
     * @throws SecretUnavailableException if it cannot be read
     */
    Optional<String> instead(String doubted);

    /** Passes every value to that listener before it is used. */
    void tell(Consumer<String> listener);

    /** A secret that the configuration itself holds: it never changes. */
    record Literal(String text) implements SecretSource {

        @Override
        public Optional<String> problem(int shortest) {
            return text.length() < shortest
                    ? Optional.of("must have " + shortest + " characters or more")
                    : Optional.empty();
        }

        @Override
        public Optional<String> value() {
            return Optional.of(text);
        }

        @Override
        public Optional<String> instead(String doubted) {
            return Optional.empty();
        }

        @Override
        public void tell(Consumer<String> listener) {
            listener.accept(text);
        }

        /** Hides the text. */
        @Override
        public String toString() {
            return "(secret)";
        }
    }

    /** A secret in Secrets Manager, of which the configuration has the ARN. */
    final class Stored implements SecretSource {

        /** Not an ARN as it would be: logs take what follows "secret:" for a secret. */
        private static final String SHAPE = "must be the ARN of a secret of Secrets Manager,"
                + " arn:aws:secretsmanager:[region]:[account]:secret:[name], for a value of a JSON object with :[key]:: at"
                + " its end";

        private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
        private final Optional<SecretArn> arn;
        private final Supplier<SecretCache> cache;

        Stored(String text, Supplier<SecretCache> cache) {
            this.arn = SecretArn.parse(text);
            this.cache = cache;
        }

        @Override
        public Optional<String> problem(int shortest) {
            return arn.isPresent() ? Optional.empty() : Optional.of(SHAPE);
        }

        @Override
        public Optional<String> value() {
            return told(cache.get().value(name()));
        }

        @Override
        public Optional<String> instead(String doubted) {
            return told(cache.get().instead(name(), doubted));
        }

        @Override
        public void tell(Consumer<String> listener) {
            listeners.add(listener);
        }

        private SecretArn name() {
            return arn.orElseThrow(() -> new SecretUnavailableException("A secret " + SHAPE));
        }

        private Optional<String> told(Optional<String> value) {
            value.ifPresent(known -> listeners.forEach(listener -> listener.accept(known)));
            return value;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Stored that && arn.equals(that.arn);
        }

        @Override
        public int hashCode() {
            return arn.hashCode();
        }
    }
}
