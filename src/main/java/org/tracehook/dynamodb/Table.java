package org.tracehook.dynamodb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.tracehook.aws.AwsFailure;
import org.tracehook.aws.AwsService;
import org.tracehook.deadline.Deadline;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The one table of deliveries and traces. Every item has an {@code id}, a {@code document}, deflated, since DynamoDB charges
 * by size, and the {@code expiration} in seconds by which it is deleted, up to days late. An index finds traces by their
 * issue.
 *
 * <p>Nothing is opened before the first call. A call that fails, or is not answered in time, throws an
 * {@link IllegalStateException}, whose message says why, and what an operator can do about it.
 */
public final class Table {

    static final String ID = "id";

    /** The condition that there is no such item yet. */
    static final String NEW = "attribute_not_exists(" + ID + ")";

    /** Bytes of a document: DynamoDB takes items of up to 400 KB, the names of their attributes included. */
    static final int LARGEST = 350_000;

    private static final String DOCUMENT = "document";
    private static final String EXPIRATION = "expiration";

    private final String name;
    private final Supplier<DynamoDbClient> opening;
    private final Duration patience;
    private DynamoDbClient client;

    /** The table of that name; {@code opening} makes the client, once, when it is used first. */
    public Table(String name, Supplier<DynamoDbClient> opening) {
        this(name, opening, AwsService.PATIENCE);
    }

    Table(String name, Supplier<DynamoDbClient> opening, Duration patience) {
        this.name = Objects.requireNonNull(name, "name");
        this.opening = Objects.requireNonNull(opening, "opening");
        this.patience = patience;
    }

    /** The table of that name in the function's own account and region, or at that address. */
    public static Table of(String name, Optional<URI> endpoint) {
        return new Table(name, () -> new AwsService(endpoint, AwsService.PATIENCE).open(DynamoDbClient.builder()));
    }

    String name() {
        return name;
    }

    /** For the calls of one task, all together. */
    Deadline deadline() {
        return Deadline.in(patience);
    }

    /** A new item with that text, deleted not before that time. */
    static Map<String, AttributeValue> item(String id, String document, Instant keepUntil) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(document.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long seconds = keepUntil.plus(Duration.ofSeconds(1).minusNanos(1)).getEpochSecond();
        Map<String, AttributeValue> item = new HashMap<>(key(id));
        item.put(DOCUMENT, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes.toByteArray())));
        item.put(EXPIRATION, AttributeValue.fromN(Long.toString(seconds)));
        return item;
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of(ID, AttributeValue.fromS(id));
    }

    /** The text of an item. */
    static String document(Map<String, AttributeValue> item) {
        try (InflaterInputStream in =
                new InflaterInputStream(item.get(DOCUMENT).b().asInputStream())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the document of an item is larger than may be. */
    static boolean isTooLarge(Map<String, AttributeValue> item) {
        return item.get(DOCUMENT).b().asByteArrayUnsafe().length > LARGEST;
    }

    /** When the item may be deleted. */
    static Instant keepUntil(Map<String, AttributeValue> item) {
        return Instant.ofEpochSecond(Long.parseLong(item.get(EXPIRATION).n()));
    }

    /** The item of that id as the last write left it; empty when there is none. */
    Map<String, AttributeValue> get(String id, Deadline deadline) {
        return ask(client -> client.getItem(get -> get.tableName(name)
                        .key(key(id))
                        .consistentRead(true)
                        .overrideConfiguration(call -> call.apiCallTimeout(left(deadline)))))
                .item();
    }

    /**
     * Writes the item in place of an earlier one; false if the condition does not hold, and nothing is written.
     *
     * @param condition in DynamoDB's language; null for none
     * @param values of the condition; null when it has none, since DynamoDB takes no empty map
     */
    boolean put(
            Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values, Deadline deadline) {
        return ask(client -> {
            try {
                client.putItem(put -> put.tableName(name)
                        .item(item)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values)
                        .overrideConfiguration(call -> call.apiCallTimeout(left(deadline))));
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
    }

    /** The SDK takes no limit of 0. */
    private static Duration left(Deadline deadline) {
        return deadline.remaining().plusMillis(1);
    }

    /** The answer to a call. */
    <T> T ask(Function<DynamoDbClient, T> call) {
        try {
            return call.apply(client());
        } catch (SdkException e) {
            throw failure(words(AwsFailure.of(e)), e);
        }
    }

    private synchronized DynamoDbClient client() {
        if (client == null) {
            client = opening.get();
        }
        return client;
    }

    /** What to throw when the table does not do what it is asked, in those words. */
    IllegalStateException failure(String words, SdkException cause) {
        return new IllegalStateException("The table '" + name + "' " + words, cause);
    }

    private static String words(AwsFailure failure) {
        return switch (failure) {
            case MISSING ->
                "does not exist: deploy it, or correct tracehook.store.table (TRACEHOOK_STORE_TABLE) or the region";
            case REFUSED ->
                "refuses the function: its role needs the permissions of template.yaml, its credentials must be valid";
            case BUSY -> "is too busy: DynamoDB throttles";
            case SILENT -> "does not answer in time";
            case OTHER -> "cannot be reached or used";
        };
    }
}
