package org.tracehook.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.DeflaterInputStream;
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
    static final String DOCUMENT = "document";
    static final String EXPIRATION = "expiration";

    /** Bytes of a document: DynamoDB takes items of up to 400 KB, the names of their attributes included. */
    static final int LARGEST = 350_000;

    private final String name;
    private final Supplier<DynamoDbClient> opening;
    private final Duration patience;
    private DynamoDbClient client;

    /** The table of that name in that DynamoDB, which is patient for all calls of a task together. */
    public Table(String name, AwsService service) {
        this(name, () -> service.open(DynamoDbClient.builder()), service.patience());
    }

    Table(String name, Supplier<DynamoDbClient> opening, Duration patience) {
        this.name = name;
        this.opening = opening;
        this.patience = patience;
    }

    String name() {
        return name;
    }

    /** For the calls of one task together. The last one gets a millisecond more, since the SDK takes no limit of 0. */
    Deadline deadline() {
        return Deadline.in(patience);
    }

    /** A new item with that text, deleted not before that time. */
    static Map<String, AttributeValue> item(String id, String document, Instant keepUntil) {
        InputStream text = new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
        long seconds = keepUntil.plus(Duration.ofSeconds(1).minusNanos(1)).getEpochSecond();
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(ID, AttributeValue.fromS(id));
        item.put(DOCUMENT, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(all(new DeflaterInputStream(text)))));
        item.put(EXPIRATION, AttributeValue.fromN(Long.toString(seconds)));
        return item;
    }

    /** The text of an item. */
    static String document(Map<String, AttributeValue> item) {
        InputStream deflated = item.get(DOCUMENT).b().asInputStream();
        return new String(all(new InflaterInputStream(deflated)), StandardCharsets.UTF_8);
    }

    private static byte[] all(InputStream bytes) {
        try (bytes) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The item of that id as the last write left it; empty when there is none. */
    Map<String, AttributeValue> get(String id, Deadline deadline) {
        return ask(client -> client.getItem(get -> get.tableName(name)
                        .key(Map.of(ID, AttributeValue.fromS(id)))
                        .consistentRead(true)
                        .overrideConfiguration(
                                call -> call.apiCallTimeout(deadline.remaining().plusMillis(1)))))
                .item();
    }

    /**
     * Writes the item in place of an earlier one, if that has {@code last} for an attribute; false, and nothing is written,
     * if not.
     *
     * @param attribute null to write in any case
     * @param last null for an earlier item without that attribute, or none
     */
    boolean put(Map<String, AttributeValue> item, String attribute, AttributeValue last, Deadline deadline) {
        String condition = last == null ? "attribute_not_exists(" + attribute + ")" : attribute + " = :last";
        return ask(client -> {
            try {
                client.putItem(put -> put.tableName(name)
                        .item(item)
                        .conditionExpression(attribute == null ? null : condition)
                        .expressionAttributeValues(last == null ? null : Map.of(":last", last))
                        .overrideConfiguration(
                                call -> call.apiCallTimeout(deadline.remaining().plusMillis(1))));
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
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
