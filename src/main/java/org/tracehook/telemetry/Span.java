package org.tracehook.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tracehook.http.TraceContext;

/**
 * A span that is made when the work has ended, with ids that follow from the trace.
 *
 * @param id its own ids
 * @param parent those of the span above it; null for the root
 * @param resource who made it
 * @param description what it shows
 */
record Span(TraceContext id, TraceContext parent, Resource resource, Description description) implements SpanData {

    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("org.tracehook");

    /** The ids as the SDK has them, sampled. */
    static SpanContext context(TraceContext id) {
        return SpanContext.create(id.traceId(), id.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
    }

    /** The time as OpenTelemetry counts it. */
    static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }

    @Override
    public String getName() {
        return description.name();
    }

    @Override
    public SpanKind getKind() {
        return description.kind();
    }

    @Override
    public SpanContext getSpanContext() {
        return context(id);
    }

    @Override
    public SpanContext getParentSpanContext() {
        return parent == null ? SpanContext.getInvalid() : context(parent);
    }

    @Override
    public StatusData getStatus() {
        return description.status();
    }

    @Override
    public long getStartEpochNanos() {
        return nanos(description.start());
    }

    @Override
    public long getEndEpochNanos() {
        return nanos(description.end());
    }

    @Override
    public Attributes getAttributes() {
        return description.attributes();
    }

    @Override
    public List<EventData> getEvents() {
        return description.events();
    }

    @Override
    public List<LinkData> getLinks() {
        return description.links();
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public int getTotalRecordedEvents() {
        return description.events().size();
    }

    @Override
    public int getTotalRecordedLinks() {
        return description.links().size();
    }

    @Override
    public int getTotalAttributeCount() {
        return description.attributes().size();
    }

    /** The SDK has no default for what it deprecated; nothing calls this. */
    @Override
    @Deprecated
    @SuppressWarnings("deprecation")
    public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.empty();
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    public Resource getResource() {
        return resource;
    }

    /**
     * What a span shows.
     *
     * @param name made of configured names alone
     * @param kind its part in a call
     * @param start when it began
     * @param end when it ended
     * @param status how it ended
     * @param attributes what is known of it
     * @param events what happened meanwhile
     * @param links other spans that it follows
     */
    record Description(
            String name,
            SpanKind kind,
            Instant start,
            Instant end,
            StatusData status,
            Attributes attributes,
            List<EventData> events,
            List<LinkData> links) {}
}
