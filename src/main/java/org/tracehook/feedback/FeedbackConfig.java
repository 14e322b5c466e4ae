package org.tracehook.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.spi.Converter;
import org.tracehook.config.Secret;
import org.tracehook.config.SettingConverters;
import org.tracehook.config.SettingConverters.UpToAMinute;
import org.tracehook.feedback.CommentRenderer.CommentContent;
import org.tracehook.jira.Site;

/**
 * What is written back into Jira. With {@link #baseUrl} and {@link #token} every pipeline becomes a comment on its issue;
 * with neither, and nothing else of this, nothing is written. For example:
 *
 * <pre>{@code
 * tracehook.feedback.base-url=https://acme.atlassian.net
 * tracehook.feedback.email=tracehook@acme.example
 * tracehook.feedback.token=${JIRA_TOKEN}
 * tracehook.feedback.transitions.review_code.success=Testing
 * tracehook.feedback.transitions.review_code.partial=To Do
 * }</pre>
 */
@ConfigMapping(prefix = "tracehook.feedback")
public interface FeedbackConfig {

    /**
     * Where Jira is, the only address that is ever called: on Cloud {@code https://<site>.atlassian.net} or, for scoped and
     * OAuth tokens, {@code https://api.atlassian.com/ex/jira/<cloud id>}; on Data Center with the context path, such as
     * {@code https://jira.example.com/jira}. HTTPS; plain HTTP only on a loopback host and not on Lambda.
     */
    Optional<String> baseUrl();

    /**
     * {@code cloud} (REST v3) or {@code data-center} (REST v2). Default: {@code cloud} for the hosts
     * {@code *.atlassian.net} and {@code api.atlassian.com}, else {@code data-center}.
     */
    Optional<Deployment> deployment();

    /** On Cloud the e-mail address of the token's account; without it, the token is a bearer token of the gateway. */
    Optional<String> email();

    /**
     * The API token (Cloud, with {@link #email}), OAuth token (Cloud, without) or personal access token (Data Center) of
     * an account that nobody else uses: what that account changes in Jira runs nothing. 16 printable ASCII characters or
     * more, without blanks.
     */
    Optional<Secret> token();

    /**
     * The account's id (Cloud), or user name (Data Center), by which its own changes are recognised. Without it Jira is
     * asked once in each process, before the first run.
     */
    Optional<String> accountId();

    /**
     * On a retry or a rerun: {@code update} the first run's comment, or {@code add} another. {@code none}: no comments,
     * transitions alone.
     */
    @WithDefault("update")
    Again comment();

    /** The longest comment in characters, 1000 to 1000000; Jira takes 32767 unless its administrator says otherwise. */
    @WithDefault("32767")
    @WithConverter(CommentLengthConverter.class)
    int maxCommentLength();

    /** A link to the log lines, in which {@code {trace_id}}, {@code {issue_key}} and {@code {intent_type}} may stand. */
    Optional<String> logsUrl();

    /**
     * How long everything that is written for a run may take, at most {@code 1m}; never longer than the invocation has. A
     * run that took all of its time leaves three quarters of {@code tracehook.deadline.reserve}.
     */
    @WithDefault("5s")
    @WithConverter(UpToAMinute.class)
    Duration timeout();

    /**
     * Where an issue is moved, by intent and by the pipeline's status ({@code success}, {@code partial}, {@code failed}),
     * while it still has the status that set the run off. The id of a transition, else the id or the name of the status to
     * be reached, else a category ({@code new}, {@code indeterminate}, {@code done}) if just one transition leads there.
     */
    Map<String, Map<String, String>> transitions();

    /** What a further run does about the comment of the one before. */
    enum Again {
        /** It is replaced. */
        UPDATE,
        /** It stays, and there is another one. */
        ADD,
        /** There are no comments. */
        NONE
    }

    /** The two kinds of Jira: which REST API each has, and how a comment is written there. */
    enum Deployment {
        CLOUD("/rest/api/3") {
            @Override
            JsonNode comment(CommentContent content, int longest) {
                return AdfComment.document(content, longest);
            }
        },
        DATA_CENTER("/rest/api/2") {
            @Override
            JsonNode comment(CommentContent content, int longest) {
                return TextNode.valueOf(WikiComment.text(content, longest));
            }
        };

        /** The path of the API below the base URL. */
        final String api;

        Deployment(String api) {
            this.api = api;
        }

        /** The body of a comment. */
        abstract JsonNode comment(CommentContent content, int longest);

        /** The deployment, guessed from the host. */
        static Deployment at(URI base) {
            String host = base.getHost().toLowerCase(Locale.ROOT);
            return host.equals(Site.GATEWAY) || Site.isCloud(host) ? CLOUD : DATA_CENTER;
        }
    }

    /** Reads the length of a comment. */
    final class CommentLengthConverter implements Converter<Integer> {

        @Override
        public Integer convert(String text) {
            return SettingConverters.wholeNumber(text, CommentContent.SHORTEST, 1_000_000);
        }
    }

    /** Gives the token, and the form in which a request carries it, to the listener before anybody uses them. */
    static void announceSecrets(FeedbackConfig config, Consumer<String> listener) {
        config.token()
                .ifPresent(secret -> secret.announceTo(token -> {
                    listener.accept(token);
                    config.email().ifPresent(email -> listener.accept(email + ":" + token));
                }));
    }
}
