package org.tracehook.agent.remote;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.spi.Converter;
import org.tracehook.config.Secret;
import org.tracehook.config.SettingConverters;
import org.tracehook.config.SettingConverters.Flag;
import org.tracehook.config.SettingConverters.UpToADay;

/**
 * Agents of one's own, in any language, that answer over HTTPS. For example:
 *
 * <pre>{@code
 * tracehook.remote-agents.testing_agent.url=https://tests.example.org/run
 * tracehook.remote-agents.testing_agent.token=${TESTS_TOKEN}
 * tracehook.remote-agents.testing_agent.config.suite=smoke
 * }</pre>
 */
@ConfigMapping(prefix = "tracehook")
public interface RemoteAgentsConfig {

    /**
     * The agents by the name that execution plans use: a letter, then at most 63 letters, digits, {@code _} and
     * {@code -}. The names are free, so all this belongs into a file, not into environment variables.
     */
    Map<String, RemoteAgentConfig> remoteAgents();

    /** One agent. */
    interface RemoteAgentConfig {

        /**
         * Where requests are posted. HTTPS; plain HTTP only on a loopback host and not on Lambda. Redirects and
         * proxies are not followed.
         */
        String url();

        /**
         * Sent as {@code Authorization: Bearer}; needed except on a loopback host. 16 characters or more of
         * {@code A-Z a-z 0-9 - . _ ~ + /}, at the end also {@code =}. In the file write the ARN of a secret, or
         * <code>${VARIABLE}</code> and set that environment variable.
         */
        Optional<Secret> token();

        /**
         * How long the agent may take to answer one request, with its reply or with 202 and a {@code Location} where the reply
         * is asked for; cut by the step's time limit, which counts for both.
         */
        @WithDefault("10s")
        @WithConverter(UpToADay.class)
        Duration timeout();

        /**
         * How often a request is sent again when the agent cannot be reached, or answers 429 or 5xx; 0 to 10.
         */
        @WithDefault("2")
        @WithConverter(RetriesConverter.class)
        int retries();

        /**
         * The outputs of its replies that the trace's lines show beside handing them to later steps: names of a letter, then
         * letters, digits and {@code _}, but not {@code truncated}. {@code usage} is always shown.
         */
        Optional<List<@WithConverter(OutputName.class) String>> outputs();

        /**
         * The ticket's fields that requests carry, by Jira's ids: {@code summary}, {@code description}, {@code labels},
         * {@code customfield_10010}, and {@code comment} for the delivery's. What a delivery lacks is read with
         * the account of {@code tracehook.feedback.token}; a step fails that cannot have one.
         */
        Optional<List<@WithConverter(FieldIdConverter.class) String>> ticketFields();

        /**
         * Whether requests say where work begins: the repository's URL without credentials, base branch, branch, and the commit
         * at its head.
         */
        @WithDefault("false")
        @WithConverter(Flag.class)
        boolean repository();

        /** Whether requests say how the last run of the intent ended, as far as traces are kept. */
        @WithDefault("false")
        @WithConverter(Flag.class)
        boolean previous();

        /** Values of one's own for the agent; they win over the trigger rule's of the same name. No place for secrets. */
        Map<String, String> config();
    }

    /** Reads a number of retries. */
    final class RetriesConverter implements Converter<Integer> {

        @Override
        public Integer convert(String text) {
            return SettingConverters.wholeNumber(text, 0, 10);
        }
    }

    /** Reads the name of an output. */
    final class OutputName implements Converter<String> {

        @Override
        public String convert(String text) {
            String name = text.strip();
            if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,63}") || name.equals("truncated")) {
                throw new IllegalArgumentException(
                        "must list names of outputs, each a letter, then at most 63 letters, digits and _, but not truncated");
            }
            return name;
        }
    }

    /** Reads the id of a field. */
    final class FieldIdConverter implements Converter<String> {

        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                return null;
            }
            if (!text.strip().matches("[A-Za-z][A-Za-z0-9_]{0,99}")) {
                throw new IllegalArgumentException(
                        "must be ids of Jira's fields, such as summary or customfield_10010");
            }
            return text.strip();
        }
    }

    /** The property of that agent below which all of its values stand. */
    static String property(String name) {
        return "tracehook.remote-agents." + (name.matches("[\\w-]+") ? name : '"' + name + '"');
    }

    /** Gives every token to the listener before anybody uses it. */
    static void announceSecrets(RemoteAgentsConfig config, Consumer<String> listener) {
        config.remoteAgents().values().forEach(agent -> agent.token().ifPresent(token -> token.announceTo(listener)));
    }
}
