package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayEventTest {

    @ParameterizedTest
    @CsvSource({
        "application/json, false, hi",
        "application/json; charset=utf-8, false, hi",
        "Text/Plain, false, hi",
        "application/json-patch+json, true, aGk=",
        "application/x-www-form-urlencoded, true, aGk="
    })
    void contentTypeDecidesHowTheBodyTravels(String contentType, boolean base64, String body) throws IOException {
        JsonNode event = json(GatewayEvent.request("POST", "/hook")
                .header("Content-Type", contentType)
                .body(new byte[] {'h', 'i'}));

        assertEquals(base64, event.get("isBase64Encoded").asBoolean());
        assertEquals(body, event.get("body").asText());
    }

    @Test
    void bodyWithoutTypeIsBase64AndNoBodyIsNoMember() throws IOException {
        GatewayEvent request = GatewayEvent.request("GET", "/hook");

        assertFalse(json(request).has("body"));
        assertEquals(
                "aGk=", json(request.body(new byte[] {'h', 'i'})).get("body").asText());
    }

    @Test
    void headersAreLowerCaseAndJoinedAndTheQueryIsApart() throws IOException {
        JsonNode event = json(GatewayEvent.request("GET", "/hook?a=1&b=%20")
                .header("X-Sig", "one")
                .header("x-sig", "two"));

        assertEquals("one,two", event.get("headers").get("x-sig").asText());
        assertEquals("/hook", event.get("rawPath").asText());
        assertEquals("a=1&b=%20", event.get("rawQueryString").asText());
        assertEquals("GET", event.at("/requestContext/http/method").asText());
    }

    private static JsonNode json(GatewayEvent event) throws IOException {
        return new ObjectMapper().readTree(event.json());
    }
}
