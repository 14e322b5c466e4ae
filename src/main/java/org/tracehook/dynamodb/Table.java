package org.tracehook.dynamodb;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tracehook.aws.AwsService;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The one table of deliveries and traces: its items have the key {@code id}, and an index finds traces by their issue.
 *
 * <p>Nothing is opened before the first call. A call that is not answered in time throws a {@link TableUnavailableException}.
 */
public final class Table {

    /** The condition that there is no such item yet. */
    static final String NEW = "attribute_not_exists(" + Item.ID + ")";

    private final String name;
    private final Supplier<DynamoDbClient> opening;
    private DynamoDbClient client;

    /** The table of that name; {@code opening} makes the client, once, when it is used first. */
    public Table(String name, Supplier<DynamoDbClient> opening) {
        this.name = Objects.requireNonNull(name, "name");
        this.opening = Objects.requireNonNull(opening, "opening");
    }

    /** The table of that name in the function's own account and region, or at that address. */
    public static Table of(String name, Optional<URI> endpoint) {
        return new Table(name, () -> new AwsService(endpoint, AwsService.PATIENCE).open(DynamoDbClient.builder()));
    }

    String name() {
        return name;
    }

    /** The answer to a call. */
    <T> T ask(Function<DynamoDbClient, T> call) {
        try {
            return call.apply(client());
        } catch (SdkException e) {
            throw TableUnavailableException.because(e, name);
        }
    }

    private synchronized DynamoDbClient client() {
        if (client == null) {
            client = opening.get();
        }
        return client;
    }

    /** The item of that id as the last write left it; empty when there is none. */
    Map<String, AttributeValue> get(String id) {
        return ask(client -> client.getItem(
                        get -> get.tableName(name).key(Item.key(id)).consistentRead(true)))
                .item();
    }

    /**
     * Writes the item in place of an earlier one; false if the condition does not hold, and nothing is written.
     *
     * @param condition in DynamoDB's language
     * @param values of the condition; null when it has none, since DynamoDB takes no empty map
     */
    boolean put(Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
        return ask(client -> {
            try {
                client.putItem(put -> put.tableName(name)
                        .item(item)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values));
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
    }
}
