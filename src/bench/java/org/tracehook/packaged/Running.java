package org.tracehook.packaged;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/** One process of a candidate. */
record Running(LambdaRuntimeApi api, PackagedFunction process) implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Milliseconds from the start of the process to its first poll. */
    double untilFirstPoll() {
        return Duration.between(process.startedAt(), api.awaitFirstPoll(LIMIT)).toNanos() / 1e6;
    }

    /** Delivers a review of which no other is a repeat; milliseconds until it is answered. */
    double review() {
        String body = new String(JiraDelivery.fixture("cloud-issue-updated-in-review"), StandardCharsets.UTF_8);
        String issue = Payload.nextIssue();
        return deliver(body.replace("\"10021\"", "\"" + issue + "\"")
                .replace("PROJ-123", "PROJ-" + issue)
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Delivers that body, signed; milliseconds until it is answered with 200. */
    double deliver(byte[] body) {
        return deliver(body, reply -> reply.status() == 200);
    }

    /** The same for a body that starts a run; milliseconds until its success is answered. */
    double run(byte[] body) {
        return deliver(
                body, reply -> reply.json().path("pipeline_status").asText().equals("SUCCESS"));
    }

    private double deliver(byte[] body, Predicate<GatewayReply> wanted) {
        byte[] event = JiraDelivery.signed(body).json();
        long before = System.nanoTime();
        Answer answer = api.invoke(event, LIMIT).answer().join();
        long after = System.nanoTime();
        GatewayReply reply = GatewayReply.of(answer);
        if (!wanted.test(reply)) {
            throw new IllegalStateException("The function answered " + reply);
        }
        return (after - before) / 1e6;
    }

    /** The most memory that the process has had so far, MB; what the kernel calls the high water mark. */
    double peakMemory() throws IOException {
        return memory("VmHWM:");
    }

    /** The memory that the process has now, MB. */
    double residentMemory() throws IOException {
        return memory("VmRSS:");
    }

    private double memory(String kernelName) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith(kernelName))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.end();
        api.close();
    }
}
