package org.tracehook.dynamodb;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.tracehook.aws.AwsService;
import org.tracehook.deadline.Deadline;
import org.tracehook.idempotency.IssueDocument;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A new table of template.yaml's shape in {@linkplain Dynalite Dynalite}, which deletes nothing by its time. */
public final class LocalTable {

    /** What Dynalite takes for credentials: anything. */
    public static final String CREDENTIAL = "local";

    private static final Duration LONG = Duration.ofMinutes(2);

    private final String name = "tracehook-" + UUID.randomUUID();
    private final DynamoDbClient client = open();

    /** Makes the table. */
    public LocalTable() {
        client.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("id"), text("issue"), text("began"))
                .keySchema(key("id", KeyType.HASH))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("traces-by-issue")
                        .keySchema(key("issue", KeyType.HASH), key("began", KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                        .build()));
    }

    private static AttributeDefinition text(String attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    /** The address of the server. */
    public static URI endpoint() {
        return Dynalite.endpoint();
    }

    /** The table's name. */
    public String name() {
        return name;
    }

    /** The table as the function has it, with a client of its own as in another process. */
    public Table table() {
        return table(AwsService.PATIENCE);
    }

    /** The same for tasks that may take that long. */
    Table table(Duration patience) {
        return new Table(name, LocalTable::open, patience);
    }

    /** The variables with which a process of the function has that table, which need not exist. */
    public static Map<String, String> environment(String table) {
        return Map.of(
                "TRACEHOOK_STORE_TYPE",
                "dynamodb",
                "TRACEHOOK_STORE_TABLE",
                table,
                "TRACEHOOK_STORE_ENDPOINT_OVERRIDE",
                endpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                CREDENTIAL,
                "AWS_SECRET_ACCESS_KEY",
                "a-secret-key-of-lambda");
    }

    /** Lets time pass: every run that has not ended is taken for crashed from now on. */
    public void expireRuns() {
        DynamoLedger ledger = new DynamoLedger(table());
        client.scan(scan -> scan.tableName(name)).items().stream()
                .map(item -> item.get("id").s())
                .filter(id -> id.startsWith("LEDGER#"))
                .map(id -> id.substring("LEDGER#".length()))
                .forEach(issue -> {
                    Map<String, AttributeValue> last = table().get("LEDGER#" + issue, Deadline.in(LONG));
                    IssueDocument before = ledger.document(last);
                    IssueDocument expired = new IssueDocument(0, null, before.runs(), before.deliveries());
                    if (!table().put(ledger.item(issue, expired), "version", last.get("version"), Deadline.in(LONG))) {
                        throw new IllegalStateException("a run ended in between");
                    }
                });
    }

    /** How the table is made. */
    public TableDescription description() {
        return client.describeTable(table -> table.tableName(name)).table();
    }

    /** Asks the table itself. */
    public DynamoDbClient client() {
        return client;
    }

    private static DynamoDbClient open() {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
