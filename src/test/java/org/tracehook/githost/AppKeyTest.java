package org.tracehook.githost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppKeyTest {

    private static final Instant NOW = Instant.parse("2026-01-26T18:16:54Z");

    static String[] pems() {
        return new String[] {
            SampleKey.PKCS1,
            SampleKey.PKCS8,
            SampleKey.PKCS1.replace("\n", "\\n"),
            SampleKey.PKCS1.replace('\n', ' '),
            SampleKey.PKCS1.replace("\n", "\r\n"),
            "\n" + SampleKey.PKCS8 + "\n\n"
        };
    }

    @ParameterizedTest
    @MethodSource("pems")
    void aKeyInEitherFormSignsWhatGitHubChecks(String pem) {
        String jwt = AppKey.of(pem).jwt("123456", NOW);

        String[] parts = jwt.split("\\.");
        assertEquals("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", decoded(parts[0]));
        assertEquals("{\"iat\":1769451354,\"exp\":1769451954,\"iss\":\"123456\"}", decoded(parts[1]));
        assertTrue(SampleKey.signed(jwt), jwt);
        assertFalse(jwt.contains("="), jwt);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cr3t",
                "",
                "-----BEGIN RSA PRIVATE KEY-----\ns3cr3t*\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\ns3cr3tAA\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\ns3cr3tAA\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\ns3cr3tAA\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\ns3cr3tAA\n-----END EC PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\ns3cr3tAA\n-----END ENCRYPTED PRIVATE KEY-----"
            })
    void anythingElseIsRefusedWithoutShowingIt(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> AppKey.of(text))
                .getMessage();

        assertTrue(message.contains("GitHub"), message);
        assertFalse(message.contains("s3cr3t"), message);
    }

    @Test
    void itDoesNotShowItself() {
        assertEquals("AppKey", AppKey.of(SampleKey.PKCS1).toString());
    }
}
