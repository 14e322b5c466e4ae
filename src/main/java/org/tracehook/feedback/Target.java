package org.tracehook.feedback;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tracehook.feedback.IssueState.Offer;

/**
 * Where an issue is to be moved.
 *
 * @param wanted the id of a transition, else the id or name of a status, else a category of statuses
 */
record Target(String wanted) {

    private static final int MOST_LISTED = 20;

    /** Whether the issue is there: a text that is the id of an offered transition is that and nothing else. */
    boolean isReached(IssueState issue) {
        return offer(issue.offers(), offer -> offer.id().equals(wanted))
                .map(offer -> offer.to().isSameAs(issue.status()))
                .orElseGet(() -> issue.status().is(wanted) || issue.category().equals(wanted));
    }

    /**
     * The transition to make.
     *
     * @throws JiraException with what there is instead, if none leads there
     */
    Offer choose(List<Offer> offers) throws JiraException {
        List<Offer> ofCategory =
                offers.stream().filter(offer -> offer.category().equals(wanted)).toList();
        return offer(offers, offer -> offer.id().equals(wanted))
                .or(() -> offer(offers, offer -> wanted.equals(offer.to().id())))
                .or(() -> offer(offers, offer -> offer.to().is(wanted)))
                .or(() -> ofCategory.size() == 1 ? Optional.of(ofCategory.get(0)) : Optional.empty())
                .orElseThrow(() -> JiraException.refused("'" + wanted + "' is not offered, but " + listed(offers)));
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
