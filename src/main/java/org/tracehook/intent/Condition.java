package org.tracehook.intent;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tracehook.intent.TriggersConfig.RuleConfig;
import org.tracehook.jira.Actor;
import org.tracehook.jira.Issue;
import org.tracehook.jira.JiraEvent;
import org.tracehook.jira.Transition;

/** What a trigger rule can ask of an event, in the order in which it is asked. */
enum Condition {
    EVENTS("events"),
    PROJECTS("projects"),
    ISSUE_TYPES("issue-types"),
    LABELS("labels"),
    FROM_STATUS("from-status"),
    TO_STATUS("to-status"),
    ACTORS("actors"),
    IGNORE_ACTORS("ignore-actors") {
        @Override
        boolean holds(JiraEvent event, List<String> unwanted) {
            return !super.holds(event, unwanted);
        }

        @Override
        String expected(List<String> unwanted) {
            return "none of: " + String.join(", ", unwanted);
        }
    };

    private final String property;

    Condition(String property) {
        this.property = property;
    }

    /** The condition's name in the configuration and in verdicts. */
    String property() {
        return property;
    }

    /** The values that the rule sets, if it sets the condition. */
    Optional<List<String>> configured(RuleConfig rule) {
        return switch (this) {
            case EVENTS -> rule.events();
            case PROJECTS -> rule.projects();
            case ISSUE_TYPES -> rule.issueTypes();
            case LABELS -> rule.labels();
            case FROM_STATUS -> rule.fromStatus();
            case TO_STATUS -> rule.toStatus();
            case ACTORS -> rule.actors();
            case IGNORE_ACTORS -> rule.ignoreActors();
        };
    }

    boolean holds(JiraEvent event, List<String> values) {
        return values.stream().anyMatch(value -> matches(event, value));
    }

    private boolean matches(JiraEvent event, String wanted) {
        return switch (this) {
            case EVENTS -> event.name().equals(wanted);
            case PROJECTS -> wanted.equalsIgnoreCase(project(event));
            case ISSUE_TYPES -> wanted.equalsIgnoreCase(type(event));
            case LABELS -> labels(event).contains(wanted);
            case FROM_STATUS ->
                event.transition().filter(t -> t.from().is(wanted)).isPresent();
            case TO_STATUS -> event.transition().filter(t -> t.to().is(wanted)).isPresent();
            case ACTORS, IGNORE_ACTORS ->
                event.actor().filter(actor -> actor.is(wanted)).isPresent();
        };
    }

    String expected(List<String> values) {
        return values.size() == 1 ? values.get(0) : "one of: " + String.join(", ", values);
    }

    /** What the event has, such as {@code no labels}. */
    String actual(JiraEvent event) {
        return switch (this) {
            case EVENTS -> event.name();
            case PROJECTS -> project(event);
            case ISSUE_TYPES -> Objects.requireNonNullElse(type(event), "no issue type");
            case LABELS -> labels(event).isEmpty() ? "no labels" : String.join(", ", labels(event));
            case FROM_STATUS, TO_STATUS -> transition(event);
            case ACTORS, IGNORE_ACTORS -> actor(event);
        };
    }

    private static String project(JiraEvent event) {
        return event.issue().map(Issue::projectKey).orElse(null);
    }

    private static String type(JiraEvent event) {
        return event.issue().map(Issue::type).orElse(null);
    }

    private static List<String> labels(JiraEvent event) {
        return event.issue().map(Issue::labels).orElse(List.of());
    }

    private static String transition(JiraEvent event) {
        return event.transition().map(Condition::words).orElse("no transition");
    }

    private static String words(Transition transition) {
        return transition.from().label() + " → " + transition.to().label();
    }

    private static String actor(JiraEvent event) {
        return event.actor().flatMap(Actor::name).orElse("no actor");
    }
}
