package org.tracehook.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/**
 * A service of AWS, or what stands in for it: makes its clients from what Lambda gives its functions and nothing else, so
 * that no file and no other host is asked.
 *
 * @param endpoint another address than AWS' own; empty for that
 * @param patience the longest that a call takes, retries included
 * @param inRegion empty for the function's own region
 */
public record AwsService(Optional<URI> endpoint, Duration patience, Optional<String> inRegion) {

    /** A call takes some milliseconds; the first one of a process, with its TLS handshake, some hundred. */
    private static final Duration ATTEMPT = Duration.ofSeconds(2);

    /** The longest that most callers can wait, retries included: Jira waits about 20 s, and work comes after the call. */
    public static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 3;

    /** How Lambda hands its credentials over; the second one with SnapStart. */
    private static final List<String> OF_FUNCTION = List.of("AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_FULL_URI");

    public AwsService {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(patience, "patience");
        Objects.requireNonNull(inRegion, "inRegion");
    }

    /** In the function's own region. */
    public AwsService(Optional<URI> endpoint, Duration patience) {
        this(endpoint, patience, Optional.empty());
    }

    /**
     * A client with the function's own credentials and region, to be made when it is used first.
     *
     * @throws IllegalStateException if neither Lambda nor an address says where the service is
     */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C open(B client) {
        return open(client, credentials());
    }

    /** A client with those credentials. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C open(
            B client, AwsCredentialsProvider credentials) {
        client.region(region())
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(patience)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build())
                        .defaultProfileFile(ProfileFile.aggregator().build())
                        .build());
        endpoint.ifPresent(client::endpointOverride);
        return client.build();
    }

    /** Lambda always says its own region; a service elsewhere than at AWS does not care. */
    private Region region() {
        String region = inRegion.orElseGet(() -> System.getenv("AWS_REGION"));
        if (region == null && endpoint.isEmpty()) {
            throw new IllegalStateException("AWS_REGION is not set: the service's region is not known");
        }
        return region == null ? Region.US_EAST_1 : Region.of(region);
    }

    /** A service elsewhere, such as an emulator, takes any credentials and must be given some. */
    private AwsCredentialsProvider credentials() {
        if (endpoint.isPresent() && OF_FUNCTION.stream().allMatch(variable -> System.getenv(variable) == null)) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        }
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(), ContainerCredentialsProvider.create());
    }
}
