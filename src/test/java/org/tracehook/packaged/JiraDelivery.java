package org.tracehook.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests as Jira makes them: a body of real shape, signed over its exact bytes. */
final class JiraDelivery {

    /** Reads differently in Base64 and URL-encoded, so that a leak shows in any spelling. */
    static final String SECRET = "hook+of/PROJ-123 & more";

    static final String PATH = "/webhooks/jira";
    static final String SIGNATURE = "X-Hub-Signature";

    private static final AtomicLong LAST_EVENT = new AtomicLong();
    private static final Path FIXTURES = Path.of("src/test/resources/jira");

    private JiraDelivery() {}

    /** The secret as a log could give it away. */
    static Stream<String> spellingsOfTheSecret() {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                SECRET, Base64.getEncoder().encodeToString(bytes), URLEncoder.encode(SECRET, StandardCharsets.UTF_8));
    }

    /** A fixture, named without {@code .json}, whose event happens just now: each time another one. */
    static byte[] fixture(String name) {
        try {
            long now = LAST_EVENT.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()));
            return Files.readString(FIXTURES.resolve(name + ".json"))
                    .replaceFirst("(\"timestamp\": \"?)\\d{13}", "$1" + now)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A body in which apostrophes stand for quotation marks. */
    static byte[] body(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** A delivery with the signature of {@link #SECRET} and an identifier of its own. */
    static GatewayEvent signed(byte[] body) {
        return signed(body, UUID.randomUUID().toString());
    }

    /** A delivery with the signature of {@link #SECRET}; Jira uses the identifier again when it sends it again. */
    static GatewayEvent signed(byte[] body, String identifier) {
        return unsigned(body, identifier).header(SIGNATURE, signature(SECRET, body));
    }

    /** A delivery of a webhook without secret. */
    static GatewayEvent unsigned(byte[] body) {
        return unsigned(body, UUID.randomUUID().toString());
    }

    private static GatewayEvent unsigned(byte[] body, String identifier) {
        return GatewayEvent.request("POST", PATH)
                .header("Content-Type", "application/json")
                .header("X-Atlassian-Webhook-Identifier", identifier)
                .body(body);
    }

    /** The value of the signature's header. */
    static String signature(String secret, byte[] body) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(hmac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
