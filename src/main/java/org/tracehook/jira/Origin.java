package org.tracehook.jira;

/** Which family of senders a delivery comes from. */
public enum Origin {
    /** A webhook of Jira itself, also one that a workflow post-function triggers. */
    WEBHOOK,
    /** A body that somebody wrote: a web request of Jira Automation, a script, Tracehook's own format. */
    AUTOMATION
}
