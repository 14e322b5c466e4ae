package org.tracehook.config;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What is made of another secret, anew whenever that has another value. */
record ChangedSource(SecretSource source, UnaryOperator<String> change) implements SecretSource {

    @Override
    public Optional<String> problem(int shortest) {
        return source.problem(shortest);
    }

    @Override
    public boolean isKeptElsewhere() {
        return source.isKeptElsewhere();
    }

    @Override
    public Optional<String> value() {
        return source.value().map(change);
    }

    @Override
    public Optional<String> instead(String doubted) {
        return source.value()
                .flatMap(value -> change.apply(value).equals(doubted) ? source.instead(value) : Optional.of(value))
                .map(change);
    }

    @Override
    public void tell(Consumer<String> listener) {
        source.tell(value -> listener.accept(change.apply(value)));
    }
}
