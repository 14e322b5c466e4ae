package org.tracehook.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of a secret in AWS Secrets Manager. {@code :key:stage:version} may follow; each of the three may be empty.
 *
 * <p>Format: AWS Secrets Manager, "Secrets Manager ARN", and Amazon ECS, "Specifying sensitive data using Secrets Manager".
 *
 * @param id the ARN without what follows
 * @param key which member of a JSON object is the value; empty for the whole text
 * @param stage such as {@code AWSPREVIOUS}; empty for the current version
 * @param version a version's id; empty for the version that has the stage
 */
public record SecretArn(String id, Optional<String> key, Optional<String> stage, Optional<String> version) {

    /** What an ARN must look like. The names are in brackets, since logs hide what follows "secret:". */
    static final String FORM = "must be the ARN of a secret of Secrets Manager,"
            + " arn:aws:secretsmanager:[region]:[account]:secret:[name], for a value of a JSON object with :[key]:: at its end";

    private static final Pattern ARN =
            Pattern.compile("(arn:aws(?:-[a-z]+)*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]{1,520})"
                    + "(?::([^:]+)?:([^:]+)?:([^:]+)?)?");

    /** Reads an ARN; empty if the text has another form. */
    static Optional<SecretArn> parse(String text) {
        Matcher arn = ARN.matcher(text.strip());
        return arn.matches()
                ? Optional.of(new SecretArn(
                        arn.group(1),
                        Optional.ofNullable(arn.group(2)),
                        Optional.ofNullable(arn.group(3)),
                        Optional.ofNullable(arn.group(4))))
                : Optional.empty();
    }

    /** The region in the ARN. */
    public String region() {
        return id.split(":")[3];
    }

    /** The ARN of the whole text, in which this one's key is. */
    SecretArn withoutKey() {
        return new SecretArn(id, Optional.empty(), stage, version);
    }

    /**
     * The value in the stored text.
     *
     * @throws SecretUnavailableException if the text is no JSON object with that key, or the value is too short
     */
    String valueIn(String text) {
        String value = key.map(name -> member(text, name)).orElse(text);
        if (value.length() < Secret.SHORTEST) {
            throw new SecretUnavailableException(this + " must have " + Secret.SHORTEST + " characters or more");
        }
        return value;
    }

    private String member(String text, String name) {
        try {
            JsonNode value = new ObjectMapper().readTree(text).path(name);
            if (!value.isTextual()) {
                throw new SecretUnavailableException(this + " has no text of that key: correct the key, or the secret");
            }
            return value.textValue();
        } catch (JsonProcessingException e) {
            // The cause is dropped: its message quotes the text.
            throw new SecretUnavailableException(this + " is no JSON object, of which it names a key");
        }
    }

    /** For operators, without "secret:", since logs hide what follows it. */
    @Override
    public String toString() {
        String part = stage.map(name -> ", stage " + name).orElse("")
                + key.map(name -> ", key '" + name + "'").orElse("");
        String name = id.substring(id.indexOf(":secret:") + ":secret:".length());
        return "The secret '" + name + "' of " + region() + part + (part.isEmpty() ? "" : ",");
    }
}
