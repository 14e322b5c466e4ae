package org.tracehook.dynamodb;

import java.util.HashMap;
import java.util.Map;
import org.tracehook.idempotency.IdempotencyRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The writes of a ledger, each with the condition under which it happens; those of a claim return what is in their way. */
final class Writes {

    private final String table;

    Writes(String table) {
        this.table = table;
    }

    TransactWriteItem put(String id, IdempotencyRecord entry, Condition condition) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(LedgerItem.of(id, entry))
                        .conditionExpression(condition.expression())
                        .expressionAttributeValues(condition.values())
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    TransactWriteItem finish(String id, String token, String reply) {
        return update(
                id,
                "SET " + LedgerItem.REPLY + " = :reply REMOVE " + LedgerItem.RUNS_UNTIL,
                token,
                Map.of(":reply", LedgerItem.text(reply)));
    }

    /** Over at any time: the clock of the next run may be behind. */
    TransactWriteItem giveBack(String id, String token) {
        return update(
                id, "SET " + LedgerItem.RUNS_UNTIL + " = :never", token, Map.of(":never", AttributeValue.fromN("0")));
    }

    private TransactWriteItem update(
            String id, String expression, String token, Map<String, AttributeValue> ofExpression) {
        Map<String, AttributeValue> values = new HashMap<>(ofExpression);
        values.put(":token", LedgerItem.text(token));
        return TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(LedgerItem.key(id))
                        .updateExpression(expression)
                        .conditionExpression(
                                LedgerItem.TOKEN + " = :token AND attribute_exists(" + LedgerItem.RUNS_UNTIL + ")")
                        .expressionAttributeValues(values))
                .build();
    }

    TransactWriteItem free(String id, String token) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table)
                        .key(LedgerItem.key(id))
                        .conditionExpression(
                                "attribute_not_exists(" + LedgerItem.ID + ") OR " + LedgerItem.TOKEN + " = :token")
                        .expressionAttributeValues(Map.of(":token", LedgerItem.text(token))))
                .build();
    }
}
