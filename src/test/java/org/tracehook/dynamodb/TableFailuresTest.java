package org.tracehook.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.aws.AwsService;
import org.tracehook.deadline.Deadline;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.ClaimRequest;
import org.tracehook.idempotency.IssueDocument;
import org.tracehook.idempotency.Lease;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Each way in which a table fails ends in an exception that says what to do, and soon. */
class TableFailuresTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Instant NOW = Instant.parse("2126-01-26T18:16:54.808Z");

    private static Claim claim(Table table) {
        return claim(table, "key");
    }

    private static Claim claim(Table table, String key) {
        return claim(new DynamoLedger(table), key);
    }

    private static Claim claim(DynamoLedger ledger, String key) {
        return ledger.claim(new ClaimRequest(
                new Lease(List.of(key), "issue of " + key, "token"),
                "trace",
                "{}",
                NOW,
                NOW.plusSeconds(20),
                NOW.plusSeconds(1_000),
                0,
                null));
    }

    private static String failure(Table table) {
        return assertThrows(IllegalStateException.class, () -> claim(table)).getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "400, ResourceNotFoundException, does not exist",
        "400, AccessDeniedException, refuses the function",
        "400, UnrecognizedClientException, refuses the function",
        "400, ExpiredTokenException, refuses the function",
        "403, Forbidden, refuses the function",
        "400, ProvisionedThroughputExceededException, is too busy",
        "400, ThrottlingException, is too busy",
        "400, ValidationException, cannot be reached or used",
        "500, InternalServerError, cannot be reached or used"
    })
    void whatTheTableSaysIsSaidInWordsThatHelp(int status, String error, String words) {
        try (FakeTable table = FakeTable.failing(status, error)) {
            String message = failure(table.table());

            assertTrue(message.startsWith("The table 'deliveries' " + words), message);
        }
    }

    @Test
    void aTableThatDoesNotAnswerIsNotWaitedForForLong() {
        try (FakeTable table = FakeTable.silent()) {
            assertEquals("The table 'deliveries' does not answer in time", failure(table.table()));
        }
    }

    /** Each answer comes in time; together they do not. */
    @Test
    void aClaimHasOneLimitForAllThatItAsksTheTable() {
        try (FakeTable table = FakeTable.slow(Duration.ofMillis(1_500))) {
            Table opened = table.table(Duration.ofSeconds(2));
            opened.get("any", Deadline.in(LONG));
            DynamoLedger ledger = new DynamoLedger(opened);
            Deadline soon = Deadline.in(Duration.ofMillis(2_900));

            String message = assertThrows(IllegalStateException.class, () -> claim(ledger, "key"))
                    .getMessage();

            assertEquals("The table 'deliveries' does not answer in time", message);
            assertTrue(soon.remaining().toMillis() > 0, "it took as long as two answers");
        }
    }

    @Test
    void aTableThatCannotBeReachedIsOneThatFails() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Table nowhere = new Table(
                "deliveries",
                () -> new AwsService(Optional.of(URI.create("http://localhost:" + port)), LONG)
                        .open(
                                DynamoDbClient.builder(),
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any secret"))),
                LONG);

        assertEquals("The table 'deliveries' cannot be reached or used", failure(nowhere));
    }

    @Test
    void aMissingTableOfDynamoDbItselfIsNamed() {
        Table missing = new Table("no-such-table", new LocalTable()::client, LONG);

        assertTrue(failure(missing).startsWith("The table 'no-such-table' does not exist"), failure(missing));
    }

    @Test
    void aClaimThatMeetsOthersIsTriedAgain() {
        try (FakeTable table = FakeTable.conflicting(3)) {
            assertEquals(new Claimed(1, null, null), claim(table.table()));
            assertEquals(8, table.requests());
        }
    }

    @Test
    void aClaimThatAlwaysMeetsOthersIsGivenUp() {
        try (FakeTable table = FakeTable.conflicting(Integer.MAX_VALUE)) {
            DynamoLedger ledger = new DynamoLedger(table.table(Duration.ofSeconds(1)));
            String message = assertThrows(IllegalStateException.class, () -> claim(ledger, "key"))
                    .getMessage();

            assertTrue(message.contains("is too busy") || message.contains("in time"), message);
        }
    }

    @Test
    void aTableThatThrottlesOnceIsAskedAgain() {
        try (FakeTable table = FakeTable.throttling(1)) {
            assertEquals(new Claimed(1, null, null), claim(table.table()));
        }
    }

    @Test
    void aClaimWhoseAnswerWasLostIsTheClaimants() {
        LocalTable local = new LocalTable();
        String key = UUID.randomUUID().toString();
        try (FakeTable losing = FakeTable.forgetful(LocalTable.endpoint())) {
            assertEquals(new Claimed(1, null, null), claim(losing.table(local.name()), key));
            assertEquals(4, losing.requests(), "a read, a write twice, and a read that finds it done");
        }
        IssueDocument document = new DynamoLedger(local.table())
                .document(local.table().get("LEDGER#issue of " + key, Deadline.in(LONG)));
        assertEquals("token", document.deliveries().get(0).token());
        assertEquals(1, document.runs().size(), "the run was entered twice");
    }

    @Test
    void nothingIsOpenedBeforeTheFirstCall() {
        Table table = new Table(
                "deliveries",
                () -> {
                    throw new IllegalStateException("opened");
                },
                LONG);
        DynamoLedger ledger = new DynamoLedger(table);

        assertTrue(ledger.isShared());
        assertEquals(
                "opened",
                assertThrows(IllegalStateException.class, () -> claim(table)).getMessage());
    }
}
