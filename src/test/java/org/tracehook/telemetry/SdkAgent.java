package org.tracehook.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * A remote agent on loopback that makes a span of its work with OpenTelemetry's SDK. It makes one only when its caller says
 * "sampled".
 */
public final class SdkAgent implements AutoCloseable {

    private static final TextMapGetter<HttpExchange> HEADERS = new TextMapGetter<>() {
        /** The SDK has no default for what it deprecated. */
        @Override
        @Deprecated
        public Iterable<String> keys(HttpExchange exchange) {
            return exchange.getRequestHeaders().keySet();
        }

        @Override
        public String get(HttpExchange exchange, String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }
    };

    private final HttpServer server;
    private final SdkTracerProvider tracing;

    /** An agent that exports to that receiver. */
    public SdkAgent(SpanReceiver receiver) throws IOException {
        tracing = SdkTracerProvider.builder()
                .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
                .addSpanProcessor(SimpleSpanProcessor.create(OtlpHttpSpanExporter.builder()
                        .setEndpoint(receiver.endpoint() + "/v1/traces")
                        .build()))
                .build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::work);
        server.start();
    }

    private void work(HttpExchange exchange) throws IOException {
        Context caller = W3CTraceContextPropagator.getInstance().extract(Context.root(), exchange, HEADERS);
        Span span = tracing.get("agent")
                .spanBuilder("think")
                .setParent(caller)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        span.end();
        tracing.forceFlush().join(10, TimeUnit.SECONDS);
        SpanReceiver.reply(
                exchange, 200, "application/json", "{\"outcome\": \"success\", \"summary\": \"Thought about it\"}");
    }

    /** Where it works. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/run";
    }

    @Override
    public void close() {
        server.stop(0);
        tracing.close();
    }
}
