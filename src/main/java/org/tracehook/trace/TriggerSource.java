package org.tracehook.trace;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What set a pipeline off. */
public enum TriggerSource {
    /** A webhook or a workflow post-function of Jira. */
    @JsonProperty("jira_webhook")
    JIRA_WEBHOOK,
    /** A "Send web request" action of Jira Automation. */
    @JsonProperty("jira_automation")
    JIRA_AUTOMATION,
    /** A person asked for the run. */
    @JsonProperty("manual")
    MANUAL,
    /** A test. */
    @JsonProperty("test")
    TEST
}
