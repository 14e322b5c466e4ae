package org.tracehook.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.config.SecretArn;
import org.tracehook.config.SecretUnavailableException;

/** Each way in which Secrets Manager answers, and does not. */
class SecretsManagerTest {

    private static final String ID = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hook-AbCdEf";
    private static final SecretArn CURRENT = version(Optional.empty());

    private final FakeSecretsManager fake = new FakeSecretsManager();
    private final SecretsManager manager = new SecretsManager(Optional.of(fake.endpoint()), Duration.ofMinutes(1));

    private static SecretArn version(Optional<String> stage) {
        return new SecretArn(ID, Optional.empty(), stage, Optional.empty());
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private String failure(SecretsManager of) {
        return assertThrows(SecretUnavailableException.class, () -> of.read(CURRENT))
                .getMessage();
    }

    @Test
    void aTextIsReadWithARequestForTheRegionOfItsArn() {
        fake.put(ID, "line one\nline two");

        assertEquals(Optional.of("line one\nline two"), manager.read(CURRENT));
        assertTrue(
                fake.authorizations().get(0).contains("/eu-central-1/secretsmanager/aws4_request"),
                fake.authorizations()::toString);
    }

    @Test
    void theTextBeforeTheLastChangeIsThePreviousOne() {
        fake.put(ID, "before");
        assertEquals(Optional.empty(), manager.read(version(Optional.of("AWSPREVIOUS"))));

        fake.put(ID, "after");
        assertEquals(Optional.of("before"), manager.read(version(Optional.of("AWSPREVIOUS"))));
        assertEquals(Optional.of("after"), manager.read(CURRENT));
    }

    @ParameterizedTest
    @CsvSource({
        "400, ResourceNotFoundException, does not exist: correct the ARN",
        "400, AccessDeniedException, must not be read by the function: its role needs secretsmanager:GetSecretValue",
        "400, UnrecognizedClientException, must not be read by the function",
        "400, ExpiredTokenException, must not be read by the function",
        "400, ThrottlingException, cannot be read now: Secrets Manager throttles",
        "400, InvalidRequestException, 'cannot be read: Secrets Manager cannot be reached, or does not give it out'",
        "500, InternalServiceError, 'cannot be read: Secrets Manager cannot be reached, or does not give it out'"
    })
    void whatSecretsManagerSaysIsSaidInWordsThatHelp(int status, String error, String words) {
        fake.fail(Integer.MAX_VALUE, status, error);

        assertTrue(failure(manager).startsWith("The secret 'hook-AbCdEf' of eu-central-1 " + words), failure(manager));
    }

    @Test
    void oneThatThrottlesOnceIsAskedAgain() {
        fake.put(ID, "text");
        fake.fail(1, 400, "ThrottlingException");

        assertEquals(Optional.of("text"), manager.read(CURRENT));
        assertEquals(2, fake.requests());
    }

    @Test
    void oneThatDoesNotAnswerIsNotWaitedForForLong() {
        fake.fallSilent();
        SecretsManager impatient = new SecretsManager(Optional.of(fake.endpoint()), Duration.ofMillis(300));

        assertTrue(
                failure(impatient)
                        .startsWith(
                                "The secret 'hook-AbCdEf' of eu-central-1 cannot be read now: Secrets Manager does not answer"),
                failure(impatient));
    }

    @Test
    void oneThatCannotBeReachedIsOneThatFails() {
        fake.close();

        assertTrue(failure(manager).contains("cannot be reached"), failure(manager));
    }

    @Test
    void aBinarySecretIsNoText() {
        fake.putBinary(ID, "AAEC");

        assertEquals("The secret 'hook-AbCdEf' of eu-central-1 is binary: store it as text", failure(manager));
    }
}
