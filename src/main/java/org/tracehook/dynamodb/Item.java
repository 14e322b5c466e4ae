package org.tracehook.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What every item of the table has: an {@code id}, a {@code document}, deflated, since DynamoDB charges by size, and the
 * {@code expiration} in seconds by which it is deleted, up to days late.
 */
final class Item {

    static final String ID = "id";
    static final String DOCUMENT = "document";
    static final String EXPIRATION = "expiration";

    private Item() {}

    /** A new item with that text, deleted not before that time. */
    static Map<String, AttributeValue> of(String id, String document, Instant keepUntil) {
        Map<String, AttributeValue> item = new HashMap<>(key(id));
        item.put(DOCUMENT, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(deflated(document))));
        long seconds = keepUntil.plus(Duration.ofSeconds(1).minusNanos(1)).getEpochSecond();
        item.put(EXPIRATION, AttributeValue.fromN(Long.toString(seconds)));
        return item;
    }

    static Map<String, AttributeValue> key(String id) {
        return Map.of(ID, AttributeValue.fromS(id));
    }

    /** The text of an item. */
    static String document(Map<String, AttributeValue> item) {
        byte[] deflated = item.get(DOCUMENT).b().asByteArrayUnsafe();
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] deflated(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** When the item may be deleted. */
    static Instant keepUntil(Map<String, AttributeValue> item) {
        return Instant.ofEpochSecond(Long.parseLong(item.get(EXPIRATION).n()));
    }
}
