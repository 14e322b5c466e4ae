package org.tracehook.intent;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Where the code of a run may come from.
 *
 * @param source the kind of source
 * @param agent the agent that proposes the code; null with any other source
 */
public record CodeFrom(Source source, String agent) {

    /** From nowhere. */
    public static final CodeFrom NONE = new CodeFrom(Source.NONE, null);

    /** From the body's explicit context. */
    public static final CodeFrom CONTEXT = new CodeFrom(Source.CONTEXT, null);

    /** From the code blocks of the ticket's description. */
    public static final CodeFrom DESCRIPTION = new CodeFrom(Source.DESCRIPTION, null);

    private static final String AGENT = "agent:";

    public CodeFrom {
        Objects.requireNonNull(source, "source");
        if ((source == Source.AGENT) != (agent != null)) {
            throw new IllegalArgumentException("an agent, and nothing else, has a name");
        }
    }

    /**
     * The source that the configuration writes so.
     *
     * @throws IllegalArgumentException with what to write
     */
    public static CodeFrom of(String text) {
        if (text.startsWith(AGENT) && text.length() > AGENT.length()) {
            return new CodeFrom(Source.AGENT, text.substring(AGENT.length()));
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "none" -> NONE;
            case "context" -> CONTEXT;
            case "description" -> DESCRIPTION;
            default ->
                throw new IllegalArgumentException("must be none, context, description, or agent: with the name of an"
                        + " agent of the plan, such as agent:author_agent");
        };
    }

    /** The agent that proposes the code, if one does. */
    public Optional<String> author() {
        return Optional.ofNullable(agent);
    }

    /** The source as the configuration writes it. */
    @Override
    public String toString() {
        return source == Source.AGENT ? AGENT + agent : source.name().toLowerCase(Locale.ROOT);
    }

    /** The kinds of sources. */
    public enum Source {
        /** Nowhere: agents look at the repository. */
        NONE,
        /** The body's explicit context. */
        CONTEXT,
        /** The code blocks of the ticket's description. */
        DESCRIPTION,
        /** The output of an agent that runs earlier in the plan. */
        AGENT
    }

    /** Reads a configured source. */
    public static final class Reader implements Converter<CodeFrom> {

        @Override
        public CodeFrom convert(String text) {
            return text.isBlank() ? null : of(text.strip());
        }
    }
}
