package org.tracehook.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tracehook.config.Faults;
import org.tracehook.feedback.IssueState.Offer;
import org.tracehook.http.ApiException;
import org.tracehook.http.ApiException.Kind;
import org.tracehook.jira.Status;
import org.tracehook.trace.PipelineStatus;

/** Moves an issue to another status while it has the one that set the run off. */
final class Transitions {

    /** The statuses in which a pipeline ends. */
    private static final List<String> ENDS = List.of("success", "partial", "failed");

    private final JiraCalls calls;

    Transitions(JiraCalls calls) {
        this.calls = calls;
    }

    /** Reports what is wrong with the configured transitions; {@code intents} are those that there are. */
    static void check(Map<String, Map<String, String>> configured, Set<String> intents, Faults faults) {
        configured.forEach((intent, byStatus) -> {
            String property =
                    "tracehook.feedback.transitions." + (intent.matches("[\\w-]+") ? intent : '"' + intent + '"');
            if (!intents.contains(intent)) {
                faults.report(
                        property,
                        "there is no intent '" + intent + "': use one of " + String.join(", ", new TreeSet<>(intents)));
            }
            checkStatuses(property + ".", byStatus, faults);
        });
    }

    private static void checkStatuses(String prefix, Map<String, String> byStatus, Faults faults) {
        Set<String> seen = new HashSet<>();
        byStatus.forEach((name, target) -> {
            String status = name.toLowerCase(Locale.ROOT);
            if (!ENDS.contains(status)) {
                faults.report(
                        prefix + name,
                        "'" + name + "' is no status in which a pipeline ends: use one of " + String.join(", ", ENDS));
            } else if (!seen.add(status)) {
                faults.report(prefix + name, "is there twice: take one out");
            } else if (target.isBlank()) {
                faults.report(prefix + name, "is empty: name the status to be reached");
            }
        });
    }

    /**
     * Moves the issue.
     *
     * @param reference its id or key
     * @param from the status that set the run off
     */
    Move move(String reference, Status from, Target target) throws ApiException, InterruptedException {
        if (!from.isKnown()) {
            throw ApiException.refused(
                    "the delivery does not say which status the issue has: send issue.fields.status in its body");
        }
        for (int attempts = 1; ; attempts++) {
            IssueState issue = IssueState.read(calls, reference);
            if (target.isReached(issue)) {
                return new Move("not_needed", issue.status().label());
            }
            if (!issue.status().isSameAs(from)) {
                return new Move("too_late", issue.status().label());
            }
            Offer offer = target.choose(issue.offers());
            try {
                calls.create("/issue/" + issue.id() + "/transitions", body(offer));
                return made(offer);
            } catch (ApiException e) {
                if (e.kind() == Kind.REFUSED) {
                    throw ApiException.refused("of " + offer.label() + ", " + e.getMessage());
                }
                calls.pause(e, attempts);
                if (e.kind() != Kind.BUSY) {
                    return madeAfterAll(issue.id(), offer, e);
                }
            }
        }
    }

    /** A transition that may have been made is never made again: this looks whether it was. */
    private Move madeAfterAll(String id, Offer offer, ApiException failure) throws ApiException, InterruptedException {
        if (IssueState.read(calls, id).status().isSameAs(offer.to())) {
            return made(offer);
        }
        throw failure;
    }

    private static Move made(Offer offer) {
        return new Move("made", offer.to().label());
    }

    private static ObjectNode body(Offer offer) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("transition").put("id", offer.id());
        return body;
    }

    /**
     * The result of a transition.
     *
     * @param outcome {@code made}; {@code not_needed} when it was there already; {@code too_late} when somebody moved it
     *     elsewhere while the pipeline ran
     * @param status the name of the status that the issue has
     */
    record Move(String outcome, String status) {}

    /**
     * Where an issue is to be moved.
     *
     * @param wanted the id of a transition, else the id or name of a status, else a category of statuses
     */
    record Target(String wanted) {

        private static final int MOST_LISTED = 20;

        /** Where an issue is to be moved after an intent, which may be null, ended with that status; empty if nowhere. */
        static Optional<Target> of(Map<String, Map<String, String>> configured, String intent, PipelineStatus status) {
            return configured.getOrDefault(intent, Map.of()).entrySet().stream()
                    .filter(target -> target.getKey().equalsIgnoreCase(status.name()))
                    .map(target -> new Target(target.getValue()))
                    .findFirst();
        }

        /** Whether the issue is there. A text that is the id of an offered transition counts as nothing else. */
        boolean isReached(IssueState issue) {
            return offer(issue.offers(), offer -> offer.id().equals(wanted))
                    .map(offer -> offer.to().isSameAs(issue.status()))
                    .orElseGet(
                            () -> issue.status().is(wanted) || issue.category().equals(wanted));
        }

        /**
         * The transition to make.
         *
         * @throws ApiException with what there is instead, if none leads there
         */
        Offer choose(List<Offer> offers) throws ApiException {
            List<Offer> ofCategory = offers.stream()
                    .filter(offer -> offer.category().equals(wanted))
                    .toList();
            return offer(offers, offer -> offer.id().equals(wanted))
                    .or(() -> offer(offers, offer -> wanted.equals(offer.to().id())))
                    .or(() -> offer(offers, offer -> offer.to().is(wanted)))
                    .or(() -> ofCategory.size() == 1 ? Optional.of(ofCategory.get(0)) : Optional.empty())
                    .orElseThrow(() -> ApiException.refused("'" + wanted + "' is not offered, but " + listed(offers)));
        }

        private static Optional<Offer> offer(List<Offer> offers, Predicate<Offer> wanted) {
            return offers.stream().filter(wanted).findFirst();
        }

        private static String listed(List<Offer> offers) {
            return offers.isEmpty()
                    ? "nothing: the workflow has no way from there, or the account lacks Transition issues"
                    : offers.stream().limit(MOST_LISTED).map(Offer::label).collect(Collectors.joining(", "));
        }
    }
}
