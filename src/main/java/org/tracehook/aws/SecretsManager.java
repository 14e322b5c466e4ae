package org.tracehook.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tracehook.config.SecretArn;
import org.tracehook.config.SecretUnavailableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/**
 * Reads secrets from AWS Secrets Manager, each from the region of its ARN. The first read loads the AWS SDK and opens a
 * client; nothing does before.
 *
 * <p>API: AWS Secrets Manager, {@code GetSecretValue}.
 */
public final class SecretsManager {

    private final Map<String, SecretsManagerClient> clients = new ConcurrentHashMap<>();
    private final Optional<URI> endpoint;
    private final Duration patience;

    /**
     * Secrets Manager at that address.
     *
     * @param endpoint empty for AWS' own
     * @param patience how long a read may take, retries included
     */
    public SecretsManager(Optional<URI> endpoint, Duration patience) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.patience = Objects.requireNonNull(patience, "patience");
    }

    /**
     * The text of the secret's version; empty if there is no previous version yet. The key is not looked at.
     *
     * @throws SecretUnavailableException if it cannot be read; the message says what to do
     */
    public Optional<String> read(SecretArn arn) {
        GetSecretValueRequest.Builder request = GetSecretValueRequest.builder().secretId(arn.id());
        arn.stage().ifPresent(request::versionStage);
        arn.version().ifPresent(request::versionId);
        try {
            String text = client(arn.region()).getSecretValue(request.build()).secretString();
            if (text == null) {
                throw new SecretUnavailableException(arn + " is binary: store it as text");
            }
            return Optional.of(text);
        } catch (SdkException e) {
            AwsFailure failure = AwsFailure.of(e);
            if (failure == AwsFailure.MISSING && arn.stage().equals(Optional.of("AWSPREVIOUS"))) {
                return Optional.empty();
            }
            throw new SecretUnavailableException(arn + " " + words(failure), e);
        }
    }

    private SecretsManagerClient client(String region) {
        return clients.computeIfAbsent(region, name -> new AwsService(endpoint, patience, Optional.of(name))
                .open(SecretsManagerClient.builder()));
    }

    private static String words(AwsFailure failure) {
        return switch (failure) {
            case MISSING -> "does not exist: correct the ARN, its stage or version, or create the secret";
            case REFUSED ->
                "must not be read by the function: its role needs secretsmanager:GetSecretValue on it, and kms:Decrypt on a"
                        + " key of one's own; its credentials must be valid";
            case BUSY -> "cannot be read now: Secrets Manager throttles";
            case SILENT -> "cannot be read now: Secrets Manager does not answer in time; in a VPC it needs an endpoint";
            case OTHER -> "cannot be read: Secrets Manager cannot be reached, or does not give it out";
        };
    }
}
