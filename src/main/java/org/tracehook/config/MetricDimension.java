package org.tracehook.config;

import java.util.regex.Pattern;

/** Names of intents and agents, which metrics count by. */
public final class MetricDimension {

    /** User guide, "Specification: Embedded metric format": ASCII without control characters, something besides blanks. */
    private static final Pattern NAME = Pattern.compile("[!-~](?:[ -~]{0,198}[!-~])?");

    private MetricDimension() {}

    /**
     * Reports a name that cannot be the value of a metric's dimension: CloudWatch silently drops the metrics of a line with
     * such a value. The longest name is shorter than the texts that a long log line loses.
     */
    public static void check(String property, String name, Faults faults) {
        if (!NAME.matcher(name).matches()) {
            faults.report(
                    property,
                    "'" + name + "' cannot name an intent or an agent, which metrics count by: use 1 to 200 printable "
                            + "ASCII characters, no blank at either end");
        }
    }
}
