package org.tracehook.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tracehook.config.Environment;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.config.SettingConverters;
import org.tracehook.http.WebAddress;
import org.tracehook.telemetry.TelemetryConfig.Otlp;

/**
 * A receiver of traces, as OpenTelemetry's variables describe it.
 *
 * @param endpoint where spans are posted
 * @param endpointVariable the variable that has it
 * @param headers what a request carries; empty for nothing
 * @param headersVariable the variable that has them
 * @param timeout how long an export may take
 * @param resource who makes the spans
 */
record OtlpSettings(
        URI endpoint,
        String endpointVariable,
        Optional<Secret> headers,
        String headersVariable,
        Duration timeout,
        Resource resource) {

    private static final String ALL = "OTEL_EXPORTER_OTLP_";
    private static final String TRACES = "OTEL_EXPORTER_OTLP_TRACES_";
    private static final String EXAMPLE = "http://localhost:4318";
    private static final String PATH = "/v1/traces";

    /** The one protocol that is spoken. */
    private static final String PROTOCOL = "http/protobuf";

    /** OpenTelemetry's own is 10 s, but here Jira waits for it. */
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(3);

    private static final int LONGEST_TIMEOUT = 60_000;

    /** What receivers call a function that nobody named. */
    private static final String NAMELESS = "tracehook";

    /** The receiver; empty when none is set, when the export is disabled, and when there is a fault. Every fault is reported. */
    static Optional<OtlpSettings> from(TelemetryConfig config, Faults faults) {
        boolean disabled = config.sdkDisabled().filter("true"::equalsIgnoreCase).isPresent();
        if (disabled
                || (config.all().endpoint().isEmpty()
                        && config.traces().endpoint().isEmpty())) {
            return Optional.empty();
        }
        checkProtocol(config, faults);
        String from = (config.traces().endpoint().isPresent() ? TRACES : ALL) + "ENDPOINT";
        Optional<URI> endpoint = endpoint(config, from, faults);
        boolean own = config.traces().headers().isPresent();
        Optional<Secret> headers = first(config, Otlp::headers);
        String variable = (own ? TRACES : ALL) + "HEADERS";
        headers.ifPresent(secret -> checkHeaders(secret, variable, faults));
        Duration timeout = timeout(config, faults);
        Resource resource = resource(config, faults);
        return endpoint.map(address -> new OtlpSettings(address, from, headers, variable, timeout, resource));
    }

    private static <T> Optional<T> first(TelemetryConfig config, Function<Otlp, Optional<T>> value) {
        return value.apply(config.traces()).or(() -> value.apply(config.all()));
    }

    private static void checkProtocol(TelemetryConfig config, Faults faults) {
        String variable = (config.traces().protocol().isPresent() ? TRACES : ALL) + "PROTOCOL";
        if (first(config, Otlp::protocol).filter(name -> !name.equals(PROTOCOL)).isPresent()) {
            faults.report(variable, "must be " + PROTOCOL + ": take it out, and name a receiver that speaks it");
        }
    }

    /** On Lambda too plain HTTP may go to loopback, where a layer with a Collector listens. */
    private static Optional<URI> endpoint(TelemetryConfig config, String variable, Faults faults) {
        Optional<String> own = config.traces().endpoint();
        String text = own.orElseGet(() -> config.all().endpoint().orElseThrow().replaceFirst("/+$", "") + PATH);
        WebAddress address = WebAddress.of(text, EXAMPLE);
        Optional<String> problem = address.problem(false)
                .or(() -> Optional.of("must have no query: " + TRACES + "ENDPOINT may have one")
                        .filter(any -> own.isEmpty() && address.uri().getRawQuery() != null));
        problem.ifPresent(why -> faults.report(variable, why));
        return problem.isEmpty() ? Optional.of(address.uri()) : Optional.empty();
    }

    private static void checkHeaders(Secret headers, String variable, Faults faults) {
        headers.check(variable, 1, faults);
        if (!headers.isStored()) {
            read(variable, faults, () -> KeyValuePairs.headers(headers.text()));
        }
    }

    private static Duration timeout(TelemetryConfig config, Faults faults) {
        String variable = (config.traces().timeout().isPresent() ? TRACES : ALL) + "TIMEOUT";
        return first(config, Otlp::timeout)
                .flatMap(text -> read(variable, faults, () -> SettingConverters.wholeNumber(text, 1, LONGEST_TIMEOUT)))
                .map(Duration::ofMillis)
                .orElse(USUAL_TIMEOUT);
    }

    private static Resource resource(TelemetryConfig config, Faults faults) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(
                "service.name", Optional.ofNullable(Environment.functionName()).orElse(NAMELESS));
        if (Environment.isLambda()) {
            values.put("cloud.provider", "aws");
            values.put("cloud.platform", "aws_lambda");
            values.put("cloud.region", System.getenv("AWS_REGION"));
            values.put("faas.name", Environment.functionName());
            values.put("faas.version", System.getenv("AWS_LAMBDA_FUNCTION_VERSION"));
        }
        config.resourceAttributes()
                .flatMap(text -> read("OTEL_RESOURCE_ATTRIBUTES", faults, () -> KeyValuePairs.of(text)))
                .ifPresent(values::putAll);
        config.serviceName().ifPresent(name -> values.put("service.name", name));
        AttributesBuilder attributes = Attributes.builder();
        values.forEach(attributes::put);
        return Resource.create(attributes.build());
    }

    private static <T> Optional<T> read(String variable, Faults faults, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (IllegalArgumentException e) {
            faults.report(variable, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The headers of a request.
     *
     * @throws SecretUnavailableException if they are stored elsewhere and cannot be read, or have another shape
     */
    Map<String, String> sent() {
        if (headers.isEmpty()) {
            return Map.of();
        }
        String text;
        try {
            text = headers.get().text();
        } catch (SecretUnavailableException e) {
            throw new SecretUnavailableException(headersVariable + " cannot be read: " + e.getMessage(), e);
        }
        try {
            return KeyValuePairs.headers(text);
        } catch (IllegalArgumentException e) {
            throw new SecretUnavailableException("the value of " + headersVariable + " " + e.getMessage());
        }
    }

    /** Names the host. */
    @Override
    public String toString() {
        return "OtlpSettings[" + endpoint.getHost() + "]";
    }
}
