package org.tracehook.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;
import org.tracehook.config.SettingConverters;

/** Where dev mode serves on this machine. */
interface DevModeConfig {

    /** Dev mode's page of traces. */
    @ConfigMapping(prefix = "tracehook.viewer")
    interface PageConfig {

        /** The port of the page, up to 65535; {@code 0} takes any free one. */
        @WithDefault("8090")
        @WithConverter(PortConverter.class)
        int port();

        /** Where a commit can be looked at, an https URL such as {@code https://github.com/acme/app/commit/{commit}}. */
        Optional<@WithConverter(CommitLinkConverter.class) String> commitLink();

        /** A trace's log lines, an https URL with the places of {@code tracehook.feedback.logs-url}; default: that. */
        Optional<@WithConverter(LogLinkConverter.class) String> logLink();
    }

    /** What takes requests for the function in dev mode. */
    @ConfigMapping(prefix = "tracehook.local-gateway")
    interface GatewayConfig {

        /** The port of 127.0.0.1 on which requests are taken, up to 65535; {@code 0} takes any free one. */
        @WithDefault("8080")
        @WithConverter(PortConverter.class)
        int port();
    }

    /** Reads a port. */
    final class PortConverter implements Converter<Integer> {

        @Override
        public Integer convert(String text) {
            return SettingConverters.wholeNumber(text, 0, 65_535);
        }
    }

    /** Reads the pattern of a commit's link. */
    final class CommitLinkConverter implements Converter<String> {

        private static final Pattern LINK = https("commit");

        @Override
        public String convert(String text) {
            return link(
                    text,
                    LINK,
                    "must be an https URL with {commit} in its path, such as https://github.com/acme/app/commit/{commit}");
        }
    }

    /** Reads the pattern of a log's link. */
    final class LogLinkConverter implements Converter<String> {

        private static final Pattern LINK = https("trace_id|issue_key|intent_type");

        @Override
        public String convert(String text) {
            return link(
                    text,
                    LINK,
                    "must be an https URL with {trace_id}, {issue_key} or {intent_type} after its host, such as https://logs.example.com/?q={trace_id}");
        }
    }

    /** Such URLs with one or more of these places, none of them in the host. */
    private static Pattern https(String places) {
        return Pattern.compile("https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/[^\\s{}]*(?:\\{(?:" + places + ")}[^\\s{}]*)+");
    }

    private static String link(String text, Pattern pattern, String problem) {
        if (text.isBlank()) {
            return null;
        }
        if (!pattern.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException(problem);
        }
        return text.strip();
    }
}
