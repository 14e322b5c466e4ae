package org.tracehook.intent;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.tracehook.intent.TriggersConfig.RuleConfig;
import org.tracehook.jira.Issue;
import org.tracehook.jira.JiraEvent;
import org.tracehook.jira.Transition;

/** What a trigger rule can ask of an event, in the order in which it is asked. */
enum Condition {
    EVENTS("events", RuleConfig::events, (event, wanted) -> event.name().equals(wanted), JiraEvent::name),
    PROJECTS(
            "projects",
            RuleConfig::projects,
            (event, wanted) -> wanted.equalsIgnoreCase(project(event)),
            Condition::project),
    ISSUE_TYPES(
            "issue-types",
            RuleConfig::issueTypes,
            (event, wanted) -> wanted.equalsIgnoreCase(type(event)),
            Condition::type),
    LABELS(
            "labels",
            RuleConfig::labels,
            (event, wanted) -> labels(event).contains(wanted),
            event -> String.join(", ", labels(event))),
    FROM_STATUS(
            "from-status",
            RuleConfig::fromStatus,
            (event, wanted) ->
                    event.transition().filter(t -> t.from().is(wanted)).isPresent(),
            Condition::transition),
    TO_STATUS(
            "to-status",
            RuleConfig::toStatus,
            (event, wanted) -> event.transition().filter(t -> t.to().is(wanted)).isPresent(),
            Condition::transition),
    ACTORS(
            "actors",
            RuleConfig::actors,
            (event, wanted) -> event.actor().filter(actor -> actor.is(wanted)).isPresent(),
            Condition::actor),
    IGNORE_ACTORS("ignore-actors", RuleConfig::ignoreActors, ACTORS.matches, Condition::actor) {
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
    private final Function<RuleConfig, Optional<List<String>>> configured;
    final BiPredicate<JiraEvent, String> matches;
    private final Function<JiraEvent, String> actual;

    Condition(
            String property,
            Function<RuleConfig, Optional<List<String>>> configured,
            BiPredicate<JiraEvent, String> matches,
            Function<JiraEvent, String> actual) {
        this.property = property;
        this.configured = configured;
        this.matches = matches;
        this.actual = actual;
    }

    /** The condition's name in the configuration and in verdicts. */
    String property() {
        return property;
    }

    /** The values that the rule sets, if it sets the condition. */
    Optional<List<String>> configured(RuleConfig rule) {
        return configured.apply(rule);
    }

    boolean holds(JiraEvent event, List<String> values) {
        return values.stream().anyMatch(value -> matches.test(event, value));
    }

    String expected(List<String> values) {
        return values.size() == 1 ? values.get(0) : "one of: " + String.join(", ", values);
    }

    /** What the event has; null when it has nothing of the kind. */
    String actual(JiraEvent event) {
        return actual.apply(event);
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
        return event.actor()
                .map(actor -> String.join(", ", new TreeSet<>(actor.ids())))
                .orElse(null);
    }
}
