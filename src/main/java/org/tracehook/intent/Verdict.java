package org.tracehook.intent;

/**
 * What one trigger rule says of an event: it matched, or its first condition that did not.
 *
 * @param rule the rule's name; null where the reason is none of the rules
 * @param condition the first failing condition, such as {@code to-status}; null when the rule matched
 * @param expected what the condition wants; null when the rule matched
 * @param actual what the event has, such as {@code no labels}; null when the rule matched, or when {@code expected} says all
 */
public record Verdict(String rule, String condition, String expected, String actual) {

    /** The rule matched. */
    public static Verdict matched(String rule) {
        return new Verdict(rule, null, null, null);
    }

    /** A reason that is none of the rules. */
    public static Verdict reason(String condition, String expected, String actual) {
        return new Verdict(null, condition, expected, actual);
    }

    /** Whether the rule matched. */
    public boolean matched() {
        return condition == null;
    }
}
