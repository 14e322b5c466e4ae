package org.tracehook.config;

import io.smallrye.common.expression.Expression;
import io.smallrye.common.expression.Expression.Flag;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds values that configuration silently reads otherwise than they are meant: those with a {@code ${VARIABLE}} that is
 * not set, those in which a single backslash became a control character, and those with a blank at an end.
 */
public final class PropertyValues {

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(?:secret|token|password|app-key|otlp\\.(?:traces\\.)?headers)");

    /** References alone, each the default of the one before it: no part of a secret stands in it. */
    private static final Pattern REFERENCES = Pattern.compile("(?:\\$\\{[\\w.-]+:)*\\$\\{[\\w.-]+}+");

    /** Values of several lines, and those that are only handed on, to people or to programs, where a tab has a meaning. */
    private static final Pattern TEXT =
            Pattern.compile(".*\\.(?:message|task|github-app-key)|tracehook\\.testing\\.variables\\..*"
                    + "|tracehook\\.triggers\\[\\d+]\\.context\\..*|tracehook\\.remote-agents\\..*\\.config\\..*");

    private final SmallRyeConfig config;
    private final Faults faults;

    private PropertyValues(SmallRyeConfig config, Faults faults) {
        this.config = config;
        this.faults = faults;
    }

    /** Reports such values of the properties. */
    public static void check(SmallRyeConfig config, Iterable<String> properties, Faults faults) {
        PropertyValues values = new PropertyValues(config, faults);
        properties.forEach(property -> values.check(property, config.getConfigValue(property)));
    }

    private void check(String property, ConfigValue value) {
        if (value.hasProblems()) {
            boolean isSecret = SECRET.matcher(property).matches();
            unset(value.getRawValue(), isSecret).forEach(name -> reportUnset(property, name));
        } else if (value.getValue() != null && !TEXT.matcher(property).matches()) {
            checkCharacters(property, value.getValue());
        }
    }

    private void checkCharacters(String property, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            faults.report(
                    property,
                    "has a control character, which \\t in a file is: double the backslash, or take the character out");
        } else if (!value.strip().equals(value) && !faults.include(property)) {
            faults.report(property, "has a blank at an end: take it out");
        }
    }

    private void reportUnset(String property, String name) {
        faults.report(
                property,
                "refers to ${" + name + "}, which is not set: set that variable, or write ${" + name
                        + ":default}; where ${ stands for itself, write $${");
    }

    /** The names, down to the last reference, that nothing sets; an ellipsis for one that may be a part of a secret. */
    private Set<String> unset(String raw, boolean isSecret) {
        Set<String> unset = new LinkedHashSet<>();
        boolean isShown = !isSecret || REFERENCES.matcher(raw).matches();
        expression(raw).evaluate((reference, text) -> {
            String name = reference.getKey();
            ConfigValue value = config.getConfigValue(name);
            if (value.hasProblems()) {
                unset.addAll(unset(
                        value.getRawValue(), isSecret || SECRET.matcher(name).matches()));
            } else if (value.getValue() != null) {
                text.append(value.getValue());
            } else if (reference.hasDefault()) {
                reference.expandDefault();
            } else {
                // A name that is made of another reference's value may have a secret in it.
                unset.add(isShown && raw.contains(name) ? name : "…");
            }
        });
        return unset;
    }

    /** The value as SmallRye's {@code ExpressionConfigSourceInterceptor} reads it. */
    private static Expression expression(String raw) {
        return Expression.compile(
                raw.replace("\\$", "$$"), Flag.LENIENT_SYNTAX, Flag.NO_TRIM, Flag.NO_SMART_BRACES, Flag.DOUBLE_COLON);
    }
}
