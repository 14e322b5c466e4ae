package org.tracehook.telemetry;

import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.config.Faults;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.Exchange;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.NoAnswerException;
import org.tracehook.http.NoAnswerException.Reason;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.Scrubber;

/**
 * Sends the spans of closed traces to a receiver of OTLP over HTTP. What fails is one warning a minute, and nothing else.
 *
 * <p>OpenTelemetry encodes. It does not send: its sender waits for the body of an answer without end, and logs what the
 * receiver writes.
 */
public final class SpanExport {

    private static final Logger LOG = Logger.getLogger(SpanExport.class.getName());

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** In bytes; the answer to a success has a few. */
    private static final int LONGEST_ANSWER = 64 << 10;

    private final OtlpSettings settings;
    private final Set<String> remoteAgents;
    private final Scrubber scrubber;
    private final Exchange exchange = new Exchange();
    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - MINUTE);

    private SpanExport(OtlpSettings settings, Set<String> remoteAgents, Scrubber scrubber) {
        this.settings = settings;
        this.remoteAgents = Set.copyOf(remoteAgents);
        this.scrubber = scrubber;
    }

    /**
     * The export to the configured receiver; empty when there is none. Every fault is reported.
     *
     * @param remoteAgents the names of the agents that are called over HTTP
     * @param scrubber cleans texts
     */
    public static Optional<SpanExport> from(
            TelemetryConfig config, Set<String> remoteAgents, Scrubber scrubber, Faults faults) {
        return OtlpSettings.from(config, faults).map(settings -> new SpanExport(settings, remoteAgents, scrubber));
    }

    /** Begins to gather what the spans of a run need. */
    public RunSpans begin() {
        return new RunSpans(settings.resource(), remoteAgents, scrubber);
    }

    /** Sends the spans of a closed trace, until the deadline at most. */
    public void send(RunSpans spans, ExecutionTrace trace, RunDetails run, Deadline deadline)
            throws InterruptedException {
        String problem;
        try {
            problem = post(body(spans.of(trace, run)), Deadline.in(deadline.cut(settings.timeout())));
        } catch (SecretUnavailableException e) {
            problem = e.getMessage();
        }
        if (problem != null) {
            warn(trace, problem);
        }
    }

    /** The request's body, the same each time. */
    static byte[] body(List<Span> spans) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            TraceRequestMarshaler.create(List.copyOf(spans)).writeBinaryTo(body);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory cannot be written", e);
        }
        return body.toByteArray();
    }

    /** What went wrong, and what to do; null when nothing did. */
    private String post(byte[] body, Deadline deadline) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.endpoint())
                .header("Content-Type", "application/x-protobuf")
                .header("User-Agent", "Tracehook")
                .POST(BodyPublishers.ofByteArray(body));
        settings.sent().forEach(request::setHeader);
        try {
            return problem(answer(request.build(), deadline));
        } catch (NoAnswerException e) {
            return "the receiver gave no answer (" + e.getMessage() + "): check that it is there, and the address";
        }
    }

    /** A connection that was kept while Lambda froze the process is found dead: then another one is opened, once. */
    private HttpAnswer answer(HttpRequest request, Deadline deadline) throws NoAnswerException, InterruptedException {
        try {
            return exchange.send(request, SpanExport::longest, deadline.remaining());
        } catch (NoAnswerException e) {
            if (e.reason() != Reason.UNREACHED) {
                throw e;
            }
            return exchange.send(request, SpanExport::longest, deadline.remaining());
        }
    }

    private static int longest(int status) {
        return status / 100 == 2 ? LONGEST_ANSWER : 0;
    }

    private String problem(HttpAnswer answer) {
        int status = answer.status();
        boolean isPage = answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/html"))
                .isPresent();
        if (isPage && status / 100 == 2) {
            return "a web page answered: check the address, which often ends with /v1/traces";
        }
        return switch (status / 100) {
            case 2 -> null;
            case 3 ->
                "the receiver answered with a redirect (" + status + "), which is not followed: correct the address";
            default -> "the receiver answered " + status + advice(status);
        };
    }

    private String advice(int status) {
        return switch (status) {
            case 401, 403 -> ": check " + settings.headersVariable();
            case 404, 405 -> ": check the address, which often ends with /v1/traces";
            case 413 -> ": let it take larger requests";
            case 415 -> ": it must take protobuf (application/x-protobuf)";
            case 429 -> ": it limits how much it takes";
            default -> status >= 500 ? ": look into its log" : ", not 200";
        };
    }

    private void warn(ExecutionTrace trace, String problem) {
        long now = System.nanoTime();
        long last = lastWarning.get();
        if (now - last >= MINUTE && lastWarning.compareAndSet(last, now)) {
            LOG.log(
                    Level.WARNING,
                    "Trace {0} was not exported to {1}: {2}. For a minute no other line says so.",
                    new Object[] {trace.traceId(), settings.endpointVariable(), problem});
        }
    }
}
