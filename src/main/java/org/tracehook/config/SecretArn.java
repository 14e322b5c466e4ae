package org.tracehook.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a value that AWS Secrets Manager stores: a secret, one of its versions, and a key if the secret is a JSON object.
 *
 * <p>Format: AWS Secrets Manager, "Secrets Manager ARN", and Amazon ECS, "Specifying sensitive data using Secrets Manager",
 * for the key, the version's stage and its id at the end.
 *
 * @param version which text Secrets Manager is asked for
 * @param key the member of the JSON object that the text is; empty for the text itself
 */
public record SecretArn(SecretVersion version, Optional<String> key) {

    static final String BEGINNING = "arn:";

    private static final Pattern SHAPE = Pattern.compile(
            "(arn:aws(?:-[a-z]+)*:secretsmanager:([a-z0-9-]+):[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]{1,520})"
                    + "(?::([^:]*):([^:]*):([^:]*))?");

    /** Reads an ARN; empty if the text has not the shape of one. */
    static Optional<SecretArn> parse(String text) {
        Matcher shape = SHAPE.matcher(text.strip());
        return shape.matches()
                ? Optional.of(new SecretArn(
                        new SecretVersion(shape.group(1), shape.group(2), given(shape.group(4)), given(shape.group(5))),
                        given(shape.group(3))))
                : Optional.empty();
    }

    private static Optional<String> given(String part) {
        return Optional.ofNullable(part).filter(text -> !text.isEmpty());
    }

    /**
     * The value in the stored text.
     *
     * @throws SecretUnavailableException if the text is no JSON object with that key
     */
    String valueIn(String text) {
        if (key.isEmpty()) {
            return text;
        }
        JsonNode value = object(text).path(key.get());
        if (!value.isTextual()) {
            throw new SecretUnavailableException(this + " has no text of that key: correct the key, or the secret");
        }
        return value.textValue();
    }

    private JsonNode object(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            // The cause is dropped: its message quotes the text.
            throw new SecretUnavailableException(this + " is no JSON object, of which it names a key");
        }
    }

    /** For operators. */
    @Override
    public String toString() {
        return version + key.map(name -> ", key '" + name + "',").orElse("");
    }

    /**
     * One text that Secrets Manager stores.
     *
     * @param id the secret's ARN
     * @param region the region in it
     * @param stage such as {@code AWSPREVIOUS}; empty for the current one
     * @param versionId a version's id; empty for whichever has the stage
     */
    public record SecretVersion(String id, String region, Optional<String> stage, Optional<String> versionId) {

        /** Whether it is the previous version, which a secret that was never changed does not have. */
        public boolean isPrevious() {
            return stage.equals(Optional.of("AWSPREVIOUS"));
        }

        /** For operators; logs take what follows "secret:" in an ARN for a secret. */
        @Override
        public String toString() {
            String name = id.substring(id.indexOf(":secret:") + ":secret:".length());
            return "The secret '" + name + "' of " + region
                    + stage.map(of -> ", stage " + of + ",").orElse("");
        }
    }
}
