package org.tracehook.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;

/**
 * What an item must be for a write to happen.
 *
 * @param expression in DynamoDB's language
 * @param values of the expression
 */
record Condition(String expression, Map<String, AttributeValue> values) {

    /** The code of an item whose condition did not hold. */
    static final String FAILED = "ConditionalCheckFailed";

    static boolean failed(CancellationReason reason) {
        return FAILED.equals(reason.code());
    }
}
