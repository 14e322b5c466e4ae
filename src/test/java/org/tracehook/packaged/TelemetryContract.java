package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.packaged.JiraDelivery.SECRET;
import static org.tracehook.packaged.JiraDelivery.fixture;
import static org.tracehook.packaged.JiraDelivery.signed;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.telemetry.SpanReceiver;

/** What holds when traces are exported: a receiver on loopback, as a layer with a Collector is. */
abstract class TelemetryContract {

    private static final String KEY = "a-key-of-the-receiver";

    @TempDir
    Path taskRoot;

    @Test
    void theSpansOfARunArriveBeforeItsReply() throws Exception {
        FunctionZip.built().unpackTo(taskRoot);
        try (SpanReceiver receiver = SpanReceiver.started();
                DeployedFunction function = DeployedFunction.started(taskRoot, environment(receiver))) {
            Invocation invocation = function.api()
                    .invoke(signed(fixture("cloud-issue-updated-in-review")).json(), DeployedFunction.LIMIT);
            GatewayReply reply = GatewayReply.of(invocation.answer().get());

            List<Span> spans = receiver.spans();
            assertEquals(200, reply.status(), reply::body);
            String trace = reply.json().path("trace_id").asText().replace("-", "");
            assertEquals(
                    List.of("invoke_workflow review_code", "invoke_agent code_review_agent"),
                    spans.stream().map(Span::getName).toList());
            spans.forEach(span -> assertEquals(trace, hex(span.getTraceId())));
            assertEquals(spans.get(0).getSpanId(), spans.get(1).getParentSpanId());
            assertEquals(
                    invocation.id(),
                    attributes(spans.get(0).getAttributesList()).get("faas.invocation_id"));
            SpanReceiver.Received request = receiver.received().get(0);
            assertEquals("Bearer " + KEY, request.header("Authorization"));
            Map<String, String> resource = attributes(
                    request.decoded().getResourceSpans(0).getResource().getAttributesList());
            assertEquals("shop", resource.get("service.name"));
            assertEquals("aws_lambda", resource.get("cloud.platform"));
            function.endCleanly();
        }
    }

    @Test
    void aReceiverThatRefusesIsOneLineAndTheRunGoesOn() throws Exception {
        FunctionZip.built().unpackTo(taskRoot);
        try (SpanReceiver receiver =
                        SpanReceiver.answering(exchange -> SpanReceiver.reply(exchange, 401, "text/plain", KEY));
                DeployedFunction function = DeployedFunction.started(taskRoot, environment(receiver))) {
            DeployedFunction.Delivered run = function.deliver(signed(fixture("cloud-issue-updated-in-review")));

            assertEquals(200, run.reply().status(), run.reply()::body);
            List<String> warnings = run.lines().stream()
                    .filter(line -> line.path("level").asText().startsWith("WARN"))
                    .map(line -> line.path("message").asText())
                    .toList();
            assertEquals(1, warnings.size(), warnings::toString);
            assertTrue(
                    warnings.get(0).contains("the receiver answered 401: check OTEL_EXPORTER_OTLP_HEADERS"),
                    warnings.get(0));
            assertTrue(!run.lines().toString().contains(KEY), run.lines()::toString);
            function.endCleanly();
        }
    }

    private static Map<String, String> environment(SpanReceiver receiver) {
        return Map.of(
                "TRACEHOOK_WEBHOOK_SECRET",
                SECRET,
                "TRACEHOOK_DELIVERY_MAX_AGE",
                "off",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                receiver.endpoint(),
                "OTEL_EXPORTER_OTLP_HEADERS",
                "Authorization=Bearer%20" + KEY,
                "OTEL_SERVICE_NAME",
                "shop");
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
