package org.tracehook.dynamodb;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tracehook.aws.AwsService;
import org.tracehook.deadline.Deadline;
import org.tracehook.deadline.Pause;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * The one table of deliveries and traces: its items have the key {@code id}, and an index finds traces by their issue.
 *
 * <p>Nothing is opened before the first call.
 */
public final class Table {

    /** The index of traces by issue, newest last. */
    static final String BY_ISSUE = "traces-by-issue";

    /** What of a transaction's items did not stand in its way, or did because of what they hold. */
    private static final Set<String> SETTLED = Set.of("None", Condition.FAILED);

    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Pause FIRST_PAUSE = new Pause(SHORTEST, Duration.ofMillis(500));

    private final String name;
    private final Supplier<DynamoDbClient> opening;
    private final Duration patience;
    private DynamoDbClient client;

    /**
     * The table of that name.
     *
     * @param opening makes the client, once, when it is used first
     * @param patience the longest that what is asked of the table takes, retries included
     */
    public Table(String name, Supplier<DynamoDbClient> opening, Duration patience) {
        this.name = Objects.requireNonNull(name, "name");
        this.opening = Objects.requireNonNull(opening, "opening");
        this.patience = Objects.requireNonNull(patience, "patience");
    }

    /** The table of that name in the function's own account and region, or at that address. */
    public static Table of(String name, Optional<URI> endpoint) {
        return new Table(
                name,
                () -> new AwsService(endpoint, AwsService.PATIENCE).open(DynamoDbClient.builder()),
                AwsService.PATIENCE);
    }

    String name() {
        return name;
    }

    /** When what begins now must have ended. */
    Deadline limit() {
        return Deadline.in(patience);
    }

    /**
     * The answer to a call.
     *
     * @throws TableUnavailableException if there is none
     */
    <T> T ask(Function<DynamoDbClient, T> call) {
        try {
            return call.apply(client());
        } catch (SdkException e) {
            throw Unavailable.because(e, name);
        }
    }

    private synchronized DynamoDbClient client() {
        if (client == null) {
            client = opening.get();
        }
        return client;
    }

    /**
     * Writes all or nothing; while others write the same items, tries again.
     *
     * @return empty if it was written; else for each item why it was not
     * @throws TableUnavailableException if the table does not let itself be written in time
     */
    List<CancellationReason> write(List<TransactWriteItem> items, Deadline limit) {
        for (Pause pause = FIRST_PAUSE; ; pause = pause.longer()) {
            try {
                client().transactWriteItems(request -> request.transactItems(items)
                        .overrideConfiguration(call -> call.apiCallTimeout(atLeast(limit.remaining()))));
                return List.of();
            } catch (TransactionCanceledException e) {
                if (isSettled(e)) {
                    return e.cancellationReasons();
                }
                await(pause.length(), limit, e);
            } catch (TransactionInProgressException e) {
                await(pause.length(), limit, e);
            } catch (SdkException e) {
                throw Unavailable.because(e, name);
            }
        }
    }

    /** Of a delivery that came many times at once, the others wait at random, so that they do not meet again. */
    private void await(Duration pause, Deadline limit, SdkException cause) {
        if (limit.remaining().compareTo(pause) <= 0) {
            throw Unavailable.because(cause, name);
        }
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, pause.toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.because(cause, name);
        }
    }

    private static boolean isSettled(TransactionCanceledException e) {
        return e.hasCancellationReasons()
                && e.cancellationReasons().stream().allMatch(reason -> SETTLED.contains(reason.code()));
    }

    /** The client takes no time limit of zero. */
    private static Duration atLeast(Duration remaining) {
        return remaining.compareTo(SHORTEST) < 0 ? SHORTEST : remaining;
    }
}
