package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.app.TestFunction.signature;
import static org.tracehook.app.TestFunction.utf8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Secret;
import org.tracehook.deadline.Deadline;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.Headers;
import org.tracehook.tracelog.InvocationContext;
import org.tracehook.webhook.Authenticity;
import org.tracehook.webhook.Signature;
import org.tracehook.webhook.WebhookConfig;

class AuthenticityTest {

    private static final String CURRENT = "the-current-secret";
    private static final String PREVIOUS = "the-previous-secret";
    private static final String TOKEN = "a-token-of-automation";
    private static final String DEVELOPMENT = "the-development-secret";
    private static final byte[] BODY = utf8("{\"a\": \"ü\"}\r\n ");

    private final Authenticity production = authenticity(
            Map.of(
                    "tracehook.webhook.secret", CURRENT,
                    "tracehook.webhook.previous-secret", PREVIOUS,
                    "tracehook.webhook.token", TOKEN),
            false);
    private final Authenticity development =
            authenticity(Map.of("tracehook.webhook.allow-unauthenticated", "true"), true);

    private static Authenticity authenticity(Map<String, String> properties, boolean dev) {
        return new Authenticity(
                Configured.of(WebhookConfig.class, properties),
                dev ? Optional.of(Secret.of(DEVELOPMENT)) : Optional.empty());
    }

    private static Delivery delivery(Map<String, String> headers) {
        return new Delivery(
                new Headers(headers),
                BODY,
                null,
                null,
                new InvocationContext(null, null, false, Deadline.in(Duration.ZERO)));
    }

    private static boolean accepts(Authenticity authenticity, Map<String, String> headers) {
        return authenticity.refusal(delivery(headers)).isEmpty();
    }

    @Test
    void atlassiansOwnExampleFits() {
        byte[] body = utf8("Hello World!");
        Signature signature = Signature.parse("sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9")
                .orElseThrow();

        assertTrue(signature.isOf(body, Secret.of("It's a Secret to Everybody")));
    }

    @ParameterizedTest
    @CsvSource({CURRENT + ", true", PREVIOUS + ", true", "another-secret-of-16, false", TOKEN + ", false"})
    void currentAndPreviousSecretSign(String secret, boolean accepted) {
        assertEquals(accepted, accepts(production, Map.of("x-hub-signature", signature(BODY, secret))));
    }

    @Test
    void headerNameAndDigitsMayBeInUpperCase() {
        String signature = signature(BODY, CURRENT);

        assertTrue(accepts(production, Map.of("X-HUB-SIGNATURE", signature)));
        assertTrue(accepts(production, Map.of("x-hub-signature", signature.toUpperCase(Locale.ROOT))));
        assertTrue(accepts(production, Map.of("x-hub-signature", " " + signature + " ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "sha256",
                "sha1=0000000000000000000000000000000000000000",
                "sha512=0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "sha256=zz00000000000000000000000000000000000000000000000000000000000000",
                "sha256=00000000000000000000000000000000000000000000000000000000000000",
                "sha256=000000000000000000000000000000000000000000000000000000000000000000",
                "sha256 =0000000000000000000000000000000000000000000000000000000000000000",
                "t=1, v1=0000000000000000000000000000000000000000000000000000000000000000"
            })
    void whatIsNoRightSignatureIsRefused(String value) {
        assertTrue(!accepts(production, Map.of("x-hub-signature", value)));
        assertTrue(!accepts(development, Map.of("x-hub-signature", value, "host", "localhost:8080")));
    }

    @Test
    void moreThanOneSignatureIsRefusedEvenIfAllAreRight() {
        String right = signature(BODY, CURRENT);

        assertTrue(!accepts(production, Map.of("x-hub-signature", right + "," + right)));
        assertTrue(!accepts(production, Map.of("x-hub-signature", right, "X-Hub-Signature", right)));
    }

    @Test
    void aWrongSignatureIsRefusedEvenBesideARightToken() {
        Map<String, String> headers = new HashMap<>(Map.of("x-webhook-token", TOKEN));
        assertTrue(accepts(production, headers));

        headers.put("x-hub-signature", signature(BODY, "another-secret-of-16"));
        assertTrue(!accepts(production, headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-token-of-automatio", "a-token-of-automation!", "A-TOKEN-OF-AUTOMATION", CURRENT})
    void aWrongTokenIsRefused(String token) {
        assertTrue(!accepts(production, Map.of("x-webhook-token", token)));
    }

    @Test
    void aTokenMayHaveCommas() {
        Authenticity commas = authenticity(Map.of("tracehook.webhook.token", "with,commas,in,the,token"), false);

        assertTrue(accepts(commas, Map.of("X-Webhook-Token", "with,commas,in,the,token")));
    }

    @Test
    void aTokenInTwoHeadersIsRefused() {
        assertTrue(!accepts(production, Map.of("x-webhook-token", TOKEN, "X-Webhook-Token", TOKEN)));
    }

    @Test
    void productionRefusesUnsignedDeliveriesWhateverTheHost() {
        assertTrue(!accepts(production, Map.of("host", "localhost")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"})
    void developmentTakesNothingUnsignedWhateverTheHost(String host) {
        String why = development.refusal(delivery(Map.of("host", host))).orElseThrow();

        assertTrue(why.contains("tracehook.local-gateway.port") && why.contains("TRACEHOOK_WEBHOOK_SECRET"), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "my-tunnel.example.com"})
    void theDevelopmentSecretSignsWhateverTheHost(String host) {
        assertTrue(accepts(development, Map.of("x-hub-signature", signature(BODY, DEVELOPMENT), "host", host)));
        assertTrue(!accepts(production, Map.of("x-hub-signature", signature(BODY, DEVELOPMENT), "host", host)));
    }

    @Test
    void aTunnelIsFineWithAConfiguredSecret() {
        Authenticity tunnel = authenticity(
                Map.of("tracehook.webhook.secret", CURRENT, "tracehook.webhook.allow-unauthenticated", "true"), true);
        Map<String, String> headers = new HashMap<>(Map.of("host", "my-tunnel.example.com"));
        assertTrue(!accepts(tunnel, headers));

        headers.put("x-hub-signature", signature(BODY, CURRENT));
        assertTrue(accepts(tunnel, headers));
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, true, true, true",
        "true, false, true, true, false",
        "false, true, true, true, false",
        "false, false, false, true, false",
        "false, false, true, false, false"
    })
    void onlyDevModeSignsAndOnlyWhileNothingElseIsConfigured(
            boolean secret, boolean token, boolean allowed, boolean dev, boolean signs) {
        Map<String, String> properties = new HashMap<>();
        properties.put("tracehook.webhook.secret", secret ? CURRENT : "");
        properties.put("tracehook.webhook.token", token ? TOKEN : "");
        properties.put("tracehook.webhook.allow-unauthenticated", String.valueOf(allowed));

        Authenticity authenticity = authenticity(properties, dev);

        assertEquals(signs, authenticity.localSecret().isPresent());
        assertEquals(!signs && !secret && !token, authenticity.refusesEverything());
    }

    @Test
    void noRefusalRepeatsWhatWasSent() {
        String sent = "sha256=" + "ab".repeat(32);

        String why = production
                .refusal(delivery(Map.of("x-hub-signature", sent, "x-webhook-token", "guess-guess-guess")))
                .orElseThrow();

        assertTrue(!why.contains("abab") && !why.contains("guess"), why);
    }
}
