package org.tracehook.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Traces as JSON: keys in snake_case and in the order of the records, times in UTC with six fraction digits.
 *
 * <p>The mapper is our own because the Lambda extension copies the application-wide one to read gateway events.
 */
public final class TraceJson {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new TimeSerializer())
                    .addDeserializer(Instant.class, new TimeDeserializer()))
            .build();

    private TraceJson() {}

    /** Makes what writes those records. While an executable is built this is done once, for every start of it. */
    public static void prepare(List<Class<? extends Record>> records) {
        records.forEach(MAPPER::writerFor);
    }

    /** The time as traces and log lines write it. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /** A record of ours as a JSON object of its own, free to be changed. */
    public static ObjectNode tree(Record value) {
        return MAPPER.valueToTree(value);
    }

    /** The JSON object that a text is. */
    public static ObjectNode object(String json) {
        try {
            if (MAPPER.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("no JSON object");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON object: " + e.getOriginalMessage(), e);
        }
    }

    /** A record of ours as one line of JSON. */
    public static String write(Record value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    /** A record of ours from the JSON that {@link #write} made; keys it does not know are passed over. */
    public static <T extends Record> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not of " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static final class TimeSerializer extends StdScalarSerializer<Instant> {
        private TimeSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider context) throws IOException {
            out.writeString(time(value));
        }
    }

    private static final class TimeDeserializer extends StdScalarDeserializer<Instant> {
        private TimeDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Instant.parse(in.getText());
        }
    }
}
