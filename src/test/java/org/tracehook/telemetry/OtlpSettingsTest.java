package org.tracehook.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;

class OtlpSettingsTest {

    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
    private static final String COLLECTOR = "http://localhost:4318";

    private static Optional<OtlpSettings> settings(Faults faults, String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int at = 0; at < keysAndValues.length; at += 2) {
            properties.put(keysAndValues[at], keysAndValues[at + 1]);
        }
        return OtlpSettings.from(Configured.of(TelemetryConfig.class, properties), faults);
    }

    private static OtlpSettings settings(String... keysAndValues) {
        Faults faults = new Faults();
        Optional<OtlpSettings> settings = settings(faults, keysAndValues);
        return settings.filter(any -> faults.all().isEmpty()).orElseThrow(() -> new AssertionError(faults.message()));
    }

    private static List<String> faults(String... keysAndValues) {
        Faults faults = new Faults();
        settings(faults, keysAndValues);
        return faults.all().stream().map(Fault::toString).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:4318, http://localhost:4318/v1/traces",
        "http://localhost:4318/, http://localhost:4318/v1/traces",
        "http://127.0.0.1:4318, http://127.0.0.1:4318/v1/traces",
        "https://otlp.example.com/otlp, https://otlp.example.com/otlp/v1/traces"
    })
    void theEndpointOfAllSignalsGetsThePathOfTraces(String endpoint, String url) {
        assertEquals(url, settings(ENDPOINT, endpoint).endpoint().toString());
    }

    @Test
    void theEndpointOfTracesWinsAndIsTakenAsItIs() {
        OtlpSettings settings =
                settings(ENDPOINT, COLLECTOR, "otel.exporter.otlp.traces.endpoint", "https://a.example.com/x?key=1");

        assertEquals("https://a.example.com/x?key=1", settings.endpoint().toString());
        assertEquals("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", settings.endpointVariable());
        assertEquals("OtlpSettings[a.example.com]", settings.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "http://collector.example.com:4318, must begin with https://; http:// is for loopback hosts alone",
        "collector:4318, must be a URL with a host",
        "https://user:pass@example.com, must have no user or password",
        "https://example.com/?key=1, must have no query",
        "ftp://localhost, must begin with https://"
    })
    void whatIsNoAddressIsAFault(String endpoint, String problem) {
        String fault = faults(ENDPOINT, endpoint).get(0);

        assertTrue(fault.startsWith("OTEL_EXPORTER_OTLP_ENDPOINT: " + problem), fault);
    }

    @Test
    void withoutAnEndpointOrDisabledThereIsNoReceiver() {
        assertEquals(Optional.empty(), settings(new Faults()));
        assertEquals(Optional.empty(), settings(new Faults(), "otel.service.name", "shop"));
        assertEquals(Optional.empty(), settings(new Faults(), ENDPOINT, COLLECTOR, "otel.sdk.disabled", "TRUE"));
        assertTrue(settings(new Faults(), ENDPOINT, COLLECTOR, "otel.sdk.disabled", "false")
                .isPresent());
    }

    @Test
    void headersAreDecodedAndThoseOfTracesWin() {
        assertEquals(Map.of(), settings(ENDPOINT, COLLECTOR).sent());
        assertEquals(
                Map.of("Authorization", "Bearer a+b=c,d", "x-team", "7"),
                settings(
                                ENDPOINT,
                                COLLECTOR,
                                "otel.exporter.otlp.headers",
                                "Authorization=Bearer%20a+b=c%2Cd, x-team = 7,")
                        .sent());
        assertEquals(
                Map.of("b", "2"),
                settings(
                                ENDPOINT,
                                COLLECTOR,
                                "otel.exporter.otlp.headers",
                                "a=1",
                                "otel.exporter.otlp.traces.headers",
                                "b=2")
                        .sent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"my-own-key-0123456789", "=my-own-key-0123456789", "a=my-own-key-%", "a=my-own-key-%zz"})
    void whatIsNoPairIsAFaultThatDoesNotShowIt(String headers) {
        String fault = faults(ENDPOINT, COLLECTOR, "otel.exporter.otlp.headers", headers)
                .get(0);

        assertTrue(fault.startsWith("OTEL_EXPORTER_OTLP_HEADERS: must be pairs such as key=value"), fault);
        assertFalse(fault.contains("my-own"), fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host=example.com", "content-length=5", "a b=1", "a=b%0Ac: d", "a=%C3%A9"})
    void whatNoRequestCanCarryIsAFault(String headers) {
        String fault = faults(ENDPOINT, COLLECTOR, "otel.exporter.otlp.headers", headers)
                .get(0);

        assertTrue(fault.startsWith("OTEL_EXPORTER_OTLP_HEADERS: must have names of headers"), fault);
    }

    @Test
    void anArnOfSomethingElseIsAFault() {
        String fault = faults(ENDPOINT, COLLECTOR, "otel.exporter.otlp.headers", "arn:aws:s3:::bucket")
                .get(0);

        assertTrue(fault.startsWith("OTEL_EXPORTER_OTLP_HEADERS: must be the ARN of a secret"), fault);
    }

    @Test
    void theTimeoutIsInMilliseconds() {
        assertEquals(Duration.ofSeconds(3), settings(ENDPOINT, COLLECTOR).timeout());
        assertEquals(
                Duration.ofMillis(250),
                settings(ENDPOINT, COLLECTOR, "otel.exporter.otlp.timeout", "250")
                        .timeout());
        assertEquals(
                Duration.ofMillis(300),
                settings(
                                ENDPOINT,
                                COLLECTOR,
                                "otel.exporter.otlp.timeout",
                                "250",
                                "otel.exporter.otlp.traces.timeout",
                                "300")
                        .timeout());
        assertEquals(
                List.of("OTEL_EXPORTER_OTLP_TIMEOUT: must be a whole number from 1 to 60000"),
                faults(ENDPOINT, COLLECTOR, "otel.exporter.otlp.timeout", "5s"));
    }

    @ParameterizedTest
    @CsvSource({"grpc", "http/json"})
    void anotherProtocolIsAFault(String protocol) {
        settings(ENDPOINT, COLLECTOR, "otel.exporter.otlp.protocol", "http/protobuf");

        assertEquals(
                List.of("OTEL_EXPORTER_OTLP_PROTOCOL: must be http/protobuf: take it out, and name a receiver that"
                        + " speaks it"),
                faults(ENDPOINT, COLLECTOR, "otel.exporter.otlp.protocol", protocol));
    }

    @Test
    void theResourceIsNamedByTheVariables() {
        assertEquals("tracehook", attribute("service.name"));
        assertEquals(
                "shop, Paris", attribute("service.name", "otel.resource.attributes", "service.name=shop%2C%20Paris"));
        assertEquals(
                "mine",
                attribute(
                        "service.name", "otel.resource.attributes", "service.name=shop", "otel.service.name", "mine"));
        assertEquals(
                "test",
                attribute(
                        "deployment.environment.name", "otel.resource.attributes", "deployment.environment.name=test"));
    }

    private static String attribute(String name, String... keysAndValues) {
        List<String> all = new ArrayList<>(List.of(ENDPOINT, COLLECTOR));
        all.addAll(List.of(keysAndValues));
        return settings(all.toArray(String[]::new)).resource().getAttribute(AttributeKey.stringKey(name));
    }

    @Test
    void whatIsAsLongAsAKeyIsSecret() {
        assertEquals(
                List.of(
                        "Authorization=Bearer%20a-key-0123456789,x-dataset=shop",
                        "Bearer a-key-0123456789", "a-key-0123456789"),
                KeyValuePairs.secrets("Authorization=Bearer%20a-key-0123456789,x-dataset=shop"));
    }
}
