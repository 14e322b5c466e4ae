package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * Puts metrics into a line in CloudWatch's embedded metric format: values and dimension values are members of the
 * line's root, {@code _aws} says which of them are metrics.
 *
 * <p>Format: CloudWatch user guide, "Specification: Embedded metric format". Dimension values are names from the
 * configuration only, since every new value is a further metric to be paid for.
 */
final class Metrics {

    private static final String NAMESPACE = "Tracehook";

    private final ObjectNode line;
    private final String namespace;
    private final ArrayNode directives;

    /**
     * Metrics of that moment for the line.
     *
     * @param functionName the deployed function; each has a namespace of its own, so that two stacks of one account do
     *     not add up; null outside Lambda
     */
    Metrics(ObjectNode line, String functionName, Instant at) {
        this.line = line;
        this.namespace = functionName == null ? NAMESPACE : NAMESPACE + "/" + functionName;
        ObjectNode aws = line.putObject("_aws");
        aws.put("Timestamp", at.toEpochMilli());
        this.directives = aws.putArray("CloudWatchMetrics");
    }

    /** The value of one metric or more, by the dimensions, which the line must have at its root. */
    Dimensions by(String... dimensions) {
        ObjectNode directive = directives.addObject();
        directive.put("Namespace", namespace);
        ArrayNode set = directive.putArray("Dimensions").addArray();
        for (String dimension : dimensions) {
            set.add(dimension);
        }
        return new Dimensions(directive.putArray("Metrics"));
    }

    /** The metrics of one set of dimensions. */
    final class Dimensions {

        private final ArrayNode metrics;

        private Dimensions(ArrayNode metrics) {
            this.metrics = metrics;
        }

        Dimensions one(String name) {
            line.put(name, 1);
            metrics.addObject().put("Name", name).put("Unit", "Count");
            return this;
        }

        Dimensions amount(String name, double value) {
            line.put(name, value);
            metrics.addObject().put("Name", name).put("Unit", "None");
            return this;
        }

        Dimensions seconds(String name, Duration value) {
            line.put(name, value.toNanos() / 1e9);
            metrics.addObject().put("Name", name).put("Unit", "Seconds");
            return this;
        }
    }
}
