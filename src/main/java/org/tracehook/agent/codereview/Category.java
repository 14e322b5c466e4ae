package org.tracehook.agent.codereview;

import java.util.Locale;
import org.tracehook.agent.codereview.Review.Decision;

/** What kind of rule a line breaks; the kind alone decides the consequence. */
public enum Category {
    /** The change does not fit the system's structure. */
    ARCHITECTURE(Decision.BLOCK),
    /** The change gives a secret away; the text of such a finding is never shown. */
    SECURITY(Decision.BLOCK),
    /** The change breaks a convention. */
    STANDARDS(Decision.REQUEST_CHANGES),
    /** The change deserves a second look, no more. */
    EDGE_CASE(Decision.APPROVE);

    private final Decision consequence;

    Category(Decision consequence) {
        this.consequence = consequence;
    }

    /** The decision that one finding of this category is enough for. */
    public Decision consequence() {
        return consequence;
    }

    /** The name in configuration and outputs, such as {@code edge_case}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
