package org.tracehook.dynamodb;

import java.time.Duration;
import java.util.Map;
import org.tracehook.aws.AwsService;
import org.tracehook.idempotency.DocumentLedger;
import org.tracehook.idempotency.IssueDocument;
import org.tracehook.trace.TraceJson;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A ledger that every process of the function shares: an item for each issue, and one for the reply of each run. */
public final class DynamoLedger extends DocumentLedger {

    /** Of documents: a release that knows another one does not touch them. */
    private static final AttributeValue LAYOUT = AttributeValue.fromN("1");

    /** DynamoDB takes items of up to 400 KB, the names of their attributes included. */
    private static final int LARGEST = 350_000;

    private static final String VERSION = "version";

    private final Table table;

    /** A ledger in that table. */
    public DynamoLedger(Table table) {
        this(table, AwsService.PATIENCE);
    }

    DynamoLedger(Table table, Duration patience) {
        super(patience);
        this.table = table;
    }

    @Override
    protected Version load(String issue) {
        Map<String, AttributeValue> item = table.get("LEDGER#" + issue);
        if (item.isEmpty()) {
            return Version.NONE;
        }
        if (!LAYOUT.equals(item.get("layout"))) {
            throw new TableUnavailableException(
                    "The table '" + table.name() + "' is of another release: deploy that", null);
        }
        return new Version(item.get(VERSION).s(), TraceJson.read(Item.document(item), IssueDocument.class));
    }

    @Override
    protected boolean replace(String issue, Version last, Version next) {
        IssueDocument document = next.document();
        Map<String, AttributeValue> item = Item.of("LEDGER#" + issue, TraceJson.write(document), document.keepUntil());
        if (item.get(Item.DOCUMENT).b().asByteArrayUnsafe().length > LARGEST) {
            throw new TableUnavailableException(
                    "The table '" + table.name() + "' has no room for more than the "
                            + document.deliveries().size() + " deliveries of " + issue
                            + ": shorten tracehook.store.ttl, or wait until some are forgotten",
                    null);
        }
        item.put("layout", LAYOUT);
        item.put(VERSION, AttributeValue.fromS(next.id()));
        return last.id() == null
                ? table.put(item, Table.NEW, null)
                : table.put(item, VERSION + " = :last", Map.of(":last", AttributeValue.fromS(last.id())));
    }

    @Override
    protected void keep(String issue, KeptReply reply) {
        table.put(Item.of("REPLY#" + reply.traceId(), reply.json(), reply.keepUntil()), null, null);
    }

    @Override
    protected String reply(String issue, String traceId) {
        Map<String, AttributeValue> item = table.get("REPLY#" + traceId);
        return item.isEmpty() ? null : Item.document(item);
    }
}
