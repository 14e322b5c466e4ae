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
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * Reads secrets from AWS Secrets Manager, each from the region of its ARN. Nothing is opened, and nothing of the AWS SDK
 * loaded, before the first.
 *
 * <p>API: AWS Secrets Manager, {@code GetSecretValue}.
 */
public final class SecretsManager {

    private final Map<String, SecretsManagerClient> clients = new ConcurrentHashMap<>();
    private final Optional<URI> endpoint;
    private final Duration patience;

    /** At AWS, or at that address. */
    public SecretsManager(Optional<URI> endpoint) {
        this(endpoint, AwsService.PATIENCE);
    }

    SecretsManager(Optional<URI> endpoint, Duration patience) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.patience = Objects.requireNonNull(patience, "patience");
    }

    /**
     * The text of a version; empty if there is no previous version yet.
     *
     * @throws SecretUnavailableException if it cannot be read; the message says what to do
     */
    public Optional<String> read(SecretArn.SecretVersion version) {
        try {
            return Optional.of(text(version, client(version.region()).getSecretValue(request(version))));
        } catch (SdkException e) {
            AwsFailure failure = AwsFailure.of(e);
            if (failure == AwsFailure.MISSING && version.isPrevious()) {
                return Optional.empty();
            }
            throw new SecretUnavailableException(version + " " + words(failure), e);
        }
    }

    private static GetSecretValueRequest request(SecretArn.SecretVersion version) {
        GetSecretValueRequest.Builder request = GetSecretValueRequest.builder().secretId(version.id());
        version.stage().ifPresent(request::versionStage);
        version.versionId().ifPresent(request::versionId);
        return request.build();
    }

    private static String text(SecretArn.SecretVersion version, GetSecretValueResponse response) {
        if (response.secretString() == null) {
            throw new SecretUnavailableException(version + " is binary: store it as text");
        }
        return response.secretString();
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
