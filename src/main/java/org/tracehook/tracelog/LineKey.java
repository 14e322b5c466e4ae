package org.tracehook.tracelog;

import java.util.Locale;

/** The root keys that Tracehook gives its log lines, besides those of the records that a line carries. */
enum LineKey {
    EVENT,
    SCHEMA_VERSION,
    TRACE_ID,
    DELIVERY_ID,
    ISSUE_KEY,
    INTENT_TYPE,
    REQUEST_ID,
    XRAY_TRACE_ID,
    COLD_START,
    TRUNCATED,
    RETRY_OF,
    TRIGGER,
    STARTED_AT,
    EXECUTION_PLAN_SUMMARY,
    VERDICTS,
    IGNORED_CONTEXT,
    AGENT_NAME,
    DURATION_MS,
    PIPELINE_STATUS,
    TRACE,
    REASONS,
    SOURCE_ADDRESS,
    SIZE,
    CLAIMED_ISSUE_KEY,
    OUTCOME,
    FEEDBACK;

    /** The key as the line has it, in snake_case. */
    final String wire = name().toLowerCase(Locale.ROOT);

    @Override
    public String toString() {
        return wire;
    }
}
