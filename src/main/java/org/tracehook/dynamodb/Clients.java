package org.tracehook.dynamodb;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes the client of a table, from what Lambda gives its functions and nothing else: no file and no other host is asked. */
final class Clients {

    /** A write takes some milliseconds; the first one of a process, with its TLS handshake, some hundred. */
    private static final Duration ATTEMPT = Duration.ofSeconds(2);

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 3;

    /** How Lambda hands its credentials over; the second one with SnapStart. */
    private static final List<String> OF_FUNCTION = List.of("AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_FULL_URI");

    private Clients() {}

    static DynamoDbClient open(Optional<URI> endpoint) {
        return open(endpoint, credentials(endpoint.isPresent()));
    }

    static DynamoDbClient open(Optional<URI> endpoint, AwsCredentialsProvider credentials) {
        var client = DynamoDbClient.builder()
                .region(region(endpoint.isPresent()))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(Table.PATIENCE)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build())
                        .defaultProfileFile(ProfileFile.aggregator().build())
                        .build());
        endpoint.ifPresent(client::endpointOverride);
        return client.build();
    }

    /** Lambda always says the region; a table elsewhere than at AWS does not care. */
    private static Region region(boolean elsewhere) {
        String region = System.getenv("AWS_REGION");
        if (region == null && !elsewhere) {
            throw new IllegalStateException("AWS_REGION is not set: the table's region is not known");
        }
        return region == null ? Region.US_EAST_1 : Region.of(region);
    }

    /** A table elsewhere, such as DynamoDB Local, takes any credentials and must be given some. */
    private static AwsCredentialsProvider credentials(boolean elsewhere) {
        if (elsewhere && OF_FUNCTION.stream().allMatch(variable -> System.getenv(variable) == null)) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        }
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(), ContainerCredentialsProvider.create());
    }
}
