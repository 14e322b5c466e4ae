package org.tracehook.trace;

/** How far a step is. */
public enum StepStatus {
    /** The agent works, or its process died while it did. */
    STARTED("⏳"),
    /** The agent did its work. */
    SUCCESS("✅"),
    /** The agent failed, timed out, threw, or asks for changes. */
    FAIL("❌"),
    /** The agent forbids going on. */
    BLOCKED("🚫");

    private final String pictogram;

    StepStatus(String pictogram) {
        this.pictogram = pictogram;
    }

    /** The sign for people, one emoji. */
    public String pictogram() {
        return pictogram;
    }

    /** Whether the step has ended. */
    public boolean isTerminal() {
        return this != STARTED;
    }
}
