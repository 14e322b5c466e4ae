package org.tracehook.app;

import java.util.Map;
import java.util.Optional;
import org.tracehook.agent.codereview.Category;
import org.tracehook.agent.codereview.Decision;
import org.tracehook.agent.codereview.Review;
import org.tracehook.agent.codereview.ReviewRules;
import org.tracehook.agent.development.ContentCheck;

/** Keeps what a security rule of the code review matches from being pushed: a pushed secret is a known one. */
final class NoSecrets implements ContentCheck {

    private final ReviewRules rules;

    NoSecrets(ReviewRules rules) {
        this.rules = rules.only(Category.SECURITY);
    }

    @Override
    public Optional<String> problemWith(Map<String, String> contentByPath) throws InterruptedException {
        Review review = rules.review(contentByPath);
        return review.decision() == Decision.APPROVE
                ? Optional.empty()
                : Optional.of("nothing was pushed. " + review.reasoning().replaceFirst("^[A-Z_]+: ", ""));
    }
}
