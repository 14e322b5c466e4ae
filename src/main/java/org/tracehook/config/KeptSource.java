package org.tracehook.config;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A secret of which the configuration has the ARN. */
final class KeptSource implements SecretSource {

    /** Not an ARN as it would be: logs take what follows "secret:" for a secret. */
    private static final String SHAPE = "must be the ARN of a secret of Secrets Manager,"
            + " arn:aws:secretsmanager:[region]:[account]:secret:[name], for a value of a JSON object with :[key]:: at its"
            + " end";

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final Optional<SecretArn> arn;
    private final Supplier<SecretCache> kept;

    KeptSource(String text, Supplier<SecretCache> kept) {
        this.arn = SecretArn.parse(text);
        this.kept = kept;
    }

    @Override
    public Optional<String> problem(int shortest) {
        return arn.isPresent() ? Optional.empty() : Optional.of(SHAPE);
    }

    @Override
    public boolean isKeptElsewhere() {
        return true;
    }

    @Override
    public Optional<String> value() {
        return told(kept.get().value(name()));
    }

    @Override
    public Optional<String> instead(String doubted) {
        return told(kept.get().instead(name(), doubted));
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
        return other instanceof KeptSource that && arn.equals(that.arn);
    }

    @Override
    public int hashCode() {
        return arn.hashCode();
    }
}
